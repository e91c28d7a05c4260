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
}
