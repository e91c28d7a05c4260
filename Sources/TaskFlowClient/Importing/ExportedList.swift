internal import TaskFlowSchema

/// Tasks as Markdown: a check list a project, subtasks below their tasks.
struct ExportedList {
    private var lines: [String] = []
    /// The tasks below each, by its number; 0 for those that lie under nothing that is shown.
    private let children: [Int: [JSON]]

    init(_ rows: [JSON]) {
        let ids = Set(rows.compactMap { $0["id"]?.integerValue })
        children = Dictionary(grouping: rows) { row in
            row["parent_id"]?.integerValue.flatMap { ids.contains($0) ? $0 : nil } ?? 0
        }
        let projects = Dictionary(grouping: children[0] ?? []) { $0["project_slug"]?.stringValue ?? "" }
        for slug in projects.keys.sorted() {
            if !lines.isEmpty { lines.append("") }
            lines += ["## \(slug.isEmpty ? "Without a project" : slug)", ""]
            for row in projects[slug] ?? [] { add(row, 0) }
        }
    }

    /// All lines, each with its end.
    var text: String { lines.map { $0 + "\n" }.joined() }

    private mutating func add(_ row: JSON, _ depth: Int) {
        let box = row["status"] == "completed" ? "x" : " "
        let facts =
            ["#\(CellText.line(row["id"]))", CellText.line(row["status"]).replacing("_", with: " ")]
            + (row["assigned_to"]?.stringValue.map { [$0] } ?? [])
            + (row["due_date"]?.stringValue.map {
                ["due \(ShownTime.seconds($0).map { ShownTime().whole($0).prefix(10) } ?? $0.prefix(10))"]
            }
                ?? [])
        let indent = String(repeating: "  ", count: depth)
        lines.append(
            "\(indent)- [\(box)] \(Self.plain(CellText.line(row["title"]))) (\(facts.joined(separator: ", ")))")
        for child in children[row["id"]?.integerValue ?? -1] ?? [] { add(child, depth + 1) }
    }

    /// A title in which nothing is a mark of Markdown's.
    private static func plain(_ title: String) -> String {
        let plain = title.unicodeScalars.reduce(into: String.UnicodeScalarView()) { text, sign in
            if "\\`*_[]<>~#|".unicodeScalars.contains(sign) { text.append("\\") }
            text.append(sign)
        }
        return String(plain)
    }
}
