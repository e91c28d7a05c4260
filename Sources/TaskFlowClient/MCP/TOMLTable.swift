/// One table of a TOML file, edited as text, so that all else stays as it is.
enum TOMLTable {
    /// The file with a table in place of the one of that name and what lies in it, or at the end.
    static func replacing(_ name: String, by lines: [String], in text: String) -> String {
        var rest = TextLines.of(text)
        // As the file's own lines end.
        let ending = rest.first?.hasSuffix("\r") == true ? "\r" : ""
        let table = (["[\(name)]"] + lines).map { $0 + ending }
        let path = name.split(separator: ".").map(String.init)
        guard let start = rest.firstIndex(where: { TOMLHeader.path($0) == path }) else {
            return text + gap(after: text, ending + "\n") + table.joined(separator: "\n") + "\n"
        }
        var end = start + 1
        while end < rest.count, TOMLHeader.path(rest[end]).map({ isInside($0, path) }) ?? true { end += 1 }
        // Empty lines and comments before the next table are its own.
        while end > start + 1, rest[end - 1].allSatisfy(\.isWhitespace) || rest[end - 1].hasPrefix("#") { end -= 1 }
        rest.replaceSubrange(start..<end, with: table)
        return rest.joined(separator: "\n")
    }

    private static func isInside(_ path: [String], _ table: [String]) -> Bool {
        path.count > table.count && path.starts(with: table)
    }

    /// What stands between a text and a table at its end: an empty line.
    private static func gap(after text: String, _ lineBreak: String) -> String {
        if text.isEmpty { return "" }
        return text.utf8.last == UInt8(ascii: "\n") ? lineBreak : lineBreak + lineBreak
    }
}

/// The line that begins a table: `[a.b]`, `[ a . "b" ]`, `[[a.'b']]`.
enum TOMLHeader {
    /// The table's name, part by part; `nil` for any other line.
    static func path(_ line: String) -> [String]? {
        var rest = line[...]
        skipBlanks(&rest)
        guard rest.popFirst() == "[" else { return nil }
        let isOneOfMany = rest.first == "["
        if isOneOfMany { rest.removeFirst() }
        guard let path = keys(&rest) else { return nil }
        if isOneOfMany, rest.popFirst() != "]" { return nil }
        skipBlanks(&rest)
        return rest.isEmpty || rest.first == "#" || rest.first == "\r" ? path : nil
    }

    /// Names with dots between, up to the bracket that ends them.
    private static func keys(_ rest: inout Substring) -> [String]? {
        var keys: [String] = []
        while true {
            skipBlanks(&rest)
            guard let key = key(&rest) else { return nil }
            keys.append(key)
            skipBlanks(&rest)
            switch rest.popFirst() {
            case ".": continue
            case "]": return keys
            default: return nil
            }
        }
    }

    private static func key(_ rest: inout Substring) -> String? {
        if let quote = rest.first, quote == "\"" || quote == "'" { return quoted(&rest) }
        let key = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" }
        rest = rest.dropFirst(key.count)
        return key.isEmpty ? nil : String(key)
    }

    /// A name in quotes, without them; what a backslash stands for is left as it is written.
    private static func quoted(_ rest: inout Substring) -> String? {
        let quote = rest.removeFirst()
        var key = ""
        while let character = rest.popFirst() {
            if character == quote { return key }
            key.append(character)
            if character == "\\", quote == "\"", let escaped = rest.popFirst() { key.append(escaped) }
        }
        return nil
    }

    private static func skipBlanks(_ rest: inout Substring) { rest = rest.drop { $0 == " " || $0 == "\t" } }
}
