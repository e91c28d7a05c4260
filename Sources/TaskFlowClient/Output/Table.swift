internal import TaskFlowSchema

/// A list as a table: columns aligned by display width, what stands last cut to the terminal's width.
struct Table {
    private static let gap = "  "
    /// What a title and a remark need side by side, each; a narrower terminal shows no remark.
    private static let leastOfTwo = 20

    let columns: [ListColumn]
    let terminal: Terminal

    func render(_ rows: [JSON]) -> String {
        let cells = rows.map { row in
            columns.map { $0.isRemark ? CellText.remark(row[$0.field]) : CellText.cell(row[$0.field]) }
        }
        let natural = columns.indices.map { index in
            (cells.map { DisplayWidth.of($0[index]) } + [DisplayWidth.of(columns[index].title)]).max() ?? 0
        }
        if columns.last?.isRemark == true, cells.allSatisfy({ $0.last == "-" }) || !hasRoomForRemark(natural) {
            return Table(columns: columns.dropLast(), terminal: terminal).render(rows)
        }
        let widths = fitted(natural)
        let head = line(columns.map(\.title), widths) { text, _ in terminal.hasColour ? Style.bold.apply(text) : text }
        let body = cells.map { row in line(row, widths, style: coloured) }
        return ([head] + body).joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int], style: (String, ListColumn) -> String) -> String {
        var parts: [String] = []
        for index in columns.indices {
            let text = DisplayWidth.cut(cells[index], to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
            let shown = style(text, columns[index])
            let isLast = index == columns.count - 1
            parts.append(columns[index].isNumber ? padding + shown : isLast ? shown : shown + padding)
        }
        return parts.joined(separator: Self.gap)
    }

    /// The widths that the terminal has room for: the last column gives way, and before a remark what it stands beside.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard columns.last?.isRemark == true else {
            // Below ten columns a title says nothing; then lines may wrap.
            return natural.dropLast() + natural.suffix(1).map { min($0, max(10, room(natural, beside: 1))) }
        }
        let (title, both) = (natural[natural.count - 2], room(natural, beside: 2))
        let remark = min(natural[natural.count - 1], max(both / 2, both - title))
        return natural.dropLast(2) + [min(title, both - remark), remark]
    }

    private func hasRoomForRemark(_ natural: [Int]) -> Bool { room(natural, beside: 2) >= 2 * Self.leastOfTwo }

    /// What is left of the line for the last columns, so many of them.
    private func room(_ natural: [Int], beside count: Int) -> Int {
        guard let width = terminal.width else { return .max / 2 }
        return width - natural.dropLast(count).reduce(0, +) - Self.gap.count * (natural.count - 1)
    }

    private func coloured(_ text: String, _ column: ListColumn) -> String {
        guard terminal.hasColour, let style = Style.of(text, in: column.field) else { return text }
        return style.apply(text)
    }
}
