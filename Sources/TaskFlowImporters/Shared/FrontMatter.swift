/// The YAML at the head of a Markdown page, as far as people write it there: texts and lists, plain, quoted or in brackets. What
/// no YAML reader takes (`assignee: @ada`) is read all the same.
struct FrontMatter {
    private var values: [String: [String]] = [:]
    /// What stands below it.
    private(set) var body = ""

    /// `nil` for a page without any.
    init?(page: String) {
        let lines = page.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first?.trimmed == "---", let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
        else {
            return nil
        }
        read(lines[1..<end])
        body = lines[(end + 1)...].joined(separator: "\n")
    }

    init(block: String) {
        read(block.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)[...])
    }

    /// One text; `nil` where there is none.
    func text(_ key: String) -> String? { values[key]?.first }

    func list(_ key: String) -> [String] { values[key] ?? [] }

    private mutating func read(_ lines: ArraySlice<Substring>) {
        var key: String?
        for line in lines {
            let text = line.trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            if text.hasPrefix("- ") || text == "-", let key {
                values[key, default: []] += Self.scalar(text.dropFirst().trimmed)
                continue
            }
            guard let colon = line.firstIndex(of: ":"), line.first?.isWhitespace == false else {
                // A folded text goes on.
                if let key, let last = values[key]?.popLast() { values[key]?.append((last + " " + text).trimmed) }
                continue
            }
            let name = line[..<colon].trimmed
            key = name
            values[name] = Self.value(line[line.index(after: colon)...].trimmed)
        }
    }

    private static func value(_ text: String) -> [String] {
        guard text.hasPrefix("["), text.hasSuffix("]") else {
            return [">", "|", ">-", "|-"].contains(text) ? [""] : scalar(text)
        }
        var (items, item, quote) = ([String](), "", Character?.none)
        for character in text.dropFirst().dropLast() {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            }
            if character == ",", quote == nil {
                items.append(item)
                item = ""
            } else {
                item.append(character)
            }
        }
        return (items + [item]).flatMap { scalar($0.trimmed) }
    }

    /// One text, without its quotes; none for nothing.
    private static func scalar(_ text: String) -> [String] {
        if text.isEmpty || text == "null" || text == "~" || text == "[]" { return [] }
        if text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") {
            return [String(text.dropFirst().dropLast()).replacing("''", with: "'")]
        }
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
            return [String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\n", with: "\n")]
        }
        return [text]
    }
}
