internal import TaskFlowSchema

/// Which columns of a table are shown, and how wide.
struct TableLayout {
    static let gap = "  "
    /// What a text needs to say something, and what a name does.
    private static let (leastText, leastName, leastTitle) = (20, 8, 10)
    /// Columns of prose: the last to go, as a row is known by them.
    private static let texts: Set<String> = [
        "title", "text", "prompt", "name", "context", "remark", "why", "url", "capabilities",
    ]

    /// Columns that tell what people seldom ask: they go before a name is cut.
    private static let spare: Set<String> = ["actor_type", "via", "agent_type", "edited_at", "added_by"]

    private(set) var shown: [Int]
    private(set) var widths: [Int]
    /// As wide as what they hold.
    private let natural: [Int]
    private let columns: [ListColumn]

    init(_ columns: [ListColumn], _ cells: [[String]], width: Int?, isChosen: Bool) {
        self.columns = columns
        natural = columns.indices.map { index in
            (cells.map { DisplayWidth.of($0[index]) } + [DisplayWidth.of(columns[index].title)]).max() ?? 0
        }
        widths = natural
        shown = Array(columns.indices)
        guard !isChosen || width != nil else { return }
        let isSparse = { (index: Int) in !cells.isEmpty && cells.allSatisfy { $0[index] == "-" } }
        if !isChosen {
            shown.removeAll { isSparse($0) && (width != nil || columns[$0].isRemark) && !Self.isTitle(columns[$0]) }
        }
        guard let width else { return }
        fit(width, mayDrop: !isChosen)
    }

    private static func isTitle(_ column: ListColumn) -> Bool { ["id", "title"].contains(column.field) }

    private var total: Int { shown.reduce(0) { $0 + widths[$1] } + Self.gap.count * max(0, shown.count - 1) }

    private mutating func fit(_ width: Int, mayDrop: Bool) {
        let prose = shown.filter { Self.texts.contains(columns[$0].field) }
        let names = shown.filter { !columns[$0].isNumber && !prose.contains($0) && columns[$0].field != "status" }
        shrink(names, to: 2 * Self.leastName, width)
        shrink(prose, to: 28, width)
        if mayDrop, total > width { shown.removeAll { Self.spare.contains(columns[$0].field) } }
        shrink(names, to: Self.leastName, width)
        shrink(prose, to: Self.leastText, width)
        // A remark needs room beside what it is about.
        while mayDrop, total > width, let column = dropped { shown.removeAll { $0 == column } }
        shrink(prose + names, to: Self.leastTitle, width)
        shrink(shown, to: 1, width)
        widen(prose + names, width)
    }

    /// Gives back what the columns that went have left, a column's width at a time to those that were cut most.
    private mutating func widen(_ columns: [Int], _ width: Int) {
        while total < width {
            let neediest = columns.filter { shown.contains($0) && widths[$0] < natural[$0] }
                .max { natural[$0] - widths[$0] < natural[$1] - widths[$1] }
            guard let neediest else { return }
            widths[neediest] += 1
        }
    }

    /// The column that says least: a remark, then the last name or number before the text.
    private var dropped: Int? {
        if let remark = shown.first(where: { columns[$0].isRemark }) { return remark }
        let plain = shown.dropFirst().filter {
            !Self.texts.contains(columns[$0].field) && columns[$0].field != "status"
        }
        return plain.last ?? (shown.count > 2 ? shown.dropFirst().first : nil)
    }

    /// Takes from the widest of those columns until the line fits or each has that width.
    private mutating func shrink(_ columns: [Int], to least: Int, _ width: Int) {
        while total > width {
            let widest = columns.filter { shown.contains($0) && widths[$0] > max(least, titleWidth($0, least)) }
                .max { widths[$0] < widths[$1] }
            guard let widest else { return }
            widths[widest] -= 1
        }
    }

    /// A column is not narrower than its title while others can give way.
    private func titleWidth(_ index: Int, _ least: Int) -> Int {
        least > 1 ? DisplayWidth.of(columns[index].title) : 1
    }
}
