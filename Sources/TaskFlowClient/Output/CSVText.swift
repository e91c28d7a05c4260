internal import TaskFlowImporters
internal import TaskFlowSchema

/// Rows as CSV (RFC 4180): a header of the API's own keys, times and numbers as the API writes them.
enum CSVText {
    /// The lines, without a break at the end.
    static func table(_ keys: [String], _ rows: [JSON]) -> String {
        let lines = [keys.map(cell)] + rows.map { row in keys.map { cell(tame(text(row[$0]), $0)) } }
        return lines.map { $0.joined(separator: ",") }.joined(separator: "\r\n")
    }

    /// What others wrote, and a spreadsheet might run, begins with an apostrophe. The plain CSV importer takes it away again.
    private static func tame(_ text: String, _ key: String) -> String {
        prose.contains(key) ? Untamed.cell(text) : text
    }

    private static let prose: Set<String> = ["title", "description", "text", "prompt", "name", "tags"]

    private static func text(_ value: JSON?) -> String {
        switch value {
        case .none, .null: ""
        case .bool(let isTrue): isTrue ? "true" : "false"
        case .string(let text): text
        case .array(let elements) where elements.allSatisfy { $0.stringValue != nil }:
            elements.compactMap(\.stringValue).joined(separator: " ")
        case .some(let other): other.text
        }
    }

    private static func cell(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }) else {
            return text
        }
        // By scalars: a quote with an accent upon it is a quote, and one character with it.
        let quoted = text.unicodeScalars.reduce(into: String.UnicodeScalarView()) { cell, scalar in
            if scalar == "\"" { cell.append(scalar) }
            cell.append(scalar)
        }
        return "\"\(String(quoted))\""
    }
}
