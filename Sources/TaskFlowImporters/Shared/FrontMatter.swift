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

    /// Of lines that are front matter alone, such as a file of settings.
    init(block: String) {
        read(block.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)[...])
    }

    /// One text; `nil` where there is none.
    func text(_ key: String) -> String? { values[key]?.first }

    /// The texts of a list, or the one text that stands there.
    func list(_ key: String) -> [String] { values[key] ?? [] }

    private mutating func read(_ lines: ArraySlice<Substring>) {
        var entry: YAMLEntry?
        for line in lines {
            let text = line.trimmed
            if let colon = Self.colon(line) {
                keep(entry)
                entry = YAMLEntry(key: line[..<colon].trimmed, text: line[line.index(after: colon)...].trimmed)
            } else if !text.isEmpty, !text.hasPrefix("#") {
                entry?.add(text)
            }
        }
        keep(entry)
    }

    private mutating func keep(_ entry: YAMLEntry?) { if let entry { values[entry.key] = entry.values } }

    /// Where a line that names a key has its colon.
    private static func colon(_ line: Substring) -> Substring.Index? {
        guard let first = line.first, !first.isWhitespace, first != "-", first != "#" else { return nil }
        return line.firstIndex(of: ":")
    }
}

/// A key of front matter with the lines that belong to it.
private struct YAMLEntry {
    let key: String
    private var items: [[String]] = []
    private var text: [String]

    init(key: String, text: String) { (self.key, self.text) = (key, [text]) }

    mutating func add(_ line: String) {
        if line == "-" || line.hasPrefix("- "), items.isEmpty == false || text == [""] {
            items.append([line.dropFirst().trimmed])
        } else if items.isEmpty {
            text.append(line)
        } else {
            items[items.count - 1].append(line)
        }
    }

    var values: [String] {
        if !items.isEmpty { return items.flatMap { Self.scalar($0.joined(separator: " ")) } }
        guard let first = text.first else { return [] }
        if first.hasPrefix("|") { return Self.filled(text.dropFirst().joined(separator: "\n")) }
        if first.hasPrefix(">") { return Self.filled(text.dropFirst().joined(separator: " ")) }
        let whole = text.joined(separator: " ").trimmed
        return whole.hasPrefix("[") && whole.hasSuffix("]") ? Self.flow(whole) : Self.scalar(whole)
    }

    private static func filled(_ text: String) -> [String] { text.isEmpty ? [] : [text] }

    /// `[a, 'b, c']`.
    private static func flow(_ text: String) -> [String] {
        var (items, item, quote, isBlank) = ([String](), "", Character?.none, true)
        for character in text.dropFirst().dropLast() {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"", isBlank {
                quote = character
            }
            if character == ",", quote == nil {
                items.append(item)
                (item, isBlank) = ("", true)
            } else {
                item.append(character)
                if !character.isWhitespace { isBlank = false }
            }
        }
        return (items + [item]).flatMap { scalar($0.trimmed) }
    }

    /// One text, without its quotes; none for nothing.
    private static func scalar(_ text: String) -> [String] {
        if text.isEmpty || text == "null" || text == "~" || text == "[]" { return [] }
        guard text.utf8.count >= 2, let quote = text.first, text.last == quote, quote == "'" || quote == "\"" else {
            return [text]
        }
        let inner = String(text.dropFirst().dropLast())
        return filled(quote == "'" ? inner.replacing("''", with: "'") : unescaped(inner))
    }

    private static func unescaped(_ text: String) -> String {
        var (plain, isEscape) = ("", false)
        for character in text {
            if isEscape {
                plain.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
