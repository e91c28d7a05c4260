/// The parts that help pages are put together from.
enum HelpPage {
    /// A heading with aligned lines of name and explanation below it; nothing when there are none.
    static func section(_ title: String, _ rows: [(name: String, text: String)]) -> String? {
        guard !rows.isEmpty else { return nil }
        let width = min(rows.map(\.name.count).max() ?? 0, 28)
        let lines = rows.map { row in
            if row.text.isEmpty { return "  \(row.name)" }
            let isLong = row.name.count > width
            let gap = isLong ? "\n" + String(repeating: " ", count: width + 4) : spaces(width - row.name.count + 2)
            return "  \(row.name)\(gap)\(row.text)"
        }
        return "\(title):\n" + lines.joined(separator: "\n")
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// Sections with an empty line between them.
    static func page(_ sections: [String?]) -> String {
        sections.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    static let commonFlags: [(name: String, text: String)] = [
        ("--json", "Print the API's own JSON"),
        ("--data-dir DIR", "Where the stored key is (else TASKFLOW_DATA, XDG_DATA_HOME)"),
        ("-h, --help", "Show help"),
    ]

    static let exitCodes =
        "Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 server unreachable, 4 not signed in"

    /// The page for a terminal: a line that is too wide goes on below the place where its text begins.
    ///
    /// - Parameter width: in columns; nil leaves the page as it is.
    static func fitted(_ page: String, to width: Int?) -> String {
        guard let width, width >= 40 else { return page }
        return page.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.count <= width ? String($0) : folded($0, width) }.joined(separator: "\n")
    }

    private static func folded(_ line: Substring, _ width: Int) -> String {
        let start = textStart(line)
        let indent = String(repeating: " ", count: start)
        var (lines, current) = ([String](), String(line.prefix(start)))
        for word in line.dropFirst(start).split(separator: " ") {
            let isFirst = current.count <= start
            if !isFirst, current.count + 1 + word.count > width {
                lines.append(current)
                current = indent + word
            } else {
                current += (isFirst ? "" : " ") + word
            }
        }
        return (lines + [current]).joined(separator: "\n")
    }

    /// How many columns stand before the text: those of the name and the gap behind it, or the indentation alone.
    private static func textStart(_ line: Substring) -> Int {
        let margin = line.prefix { $0 == " " }
        guard !margin.isEmpty, let gap = line.dropFirst(margin.count).firstRange(of: "  ") else { return margin.count }
        let text = line[gap.lowerBound...].drop { $0 == " " }
        let start = line.distance(from: line.startIndex, to: text.startIndex)
        return start <= 34 ? start : margin.count
    }
}
