internal import TaskFlowSchema

/// JSON as people read it: two blanks a level.
enum JSONPage {
    static func text(_ value: JSON, _ depth: Int = 0) -> String {
        let (inner, outer) = (String(repeating: "  ", count: depth + 1), String(repeating: "  ", count: depth))
        switch value {
        case .object(let object) where !object.members.isEmpty:
            let members = object.members.map { "\(inner)\(JSON.string($0.name).text): \(text($0.value, depth + 1))" }
            return "{\n\(members.joined(separator: ",\n"))\n\(outer)}"
        case .array(let elements) where elements.contains { $0.objectValue != nil || $0.arrayValue != nil }:
            return "[\n\(elements.map { inner + text($0, depth + 1) }.joined(separator: ",\n"))\n\(outer)]"
        case .array(let elements): return "[\(elements.map { text($0) }.joined(separator: ", "))]"
        default: return value.text
        }
    }
}

/// One table of a TOML file, edited as text, so that all else stays as it is.
enum TOMLTable {
    /// The file with a table in place of the one of that name and what lies in it, or at the end.
    static func replacing(_ name: String, by lines: [String], in text: String) -> String {
        let table = ["[\(name)]"] + lines
        var rest = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = rest.firstIndex(where: { header($0) == name }) else {
            let before = text.isEmpty ? "" : text.hasSuffix("\n") ? text + "\n" : text + "\n\n"
            return before + table.joined(separator: "\n") + "\n"
        }
        var end = start + 1
        while end < rest.count, header(rest[end]).map({ $0.hasPrefix("\(name).") }) ?? true { end += 1 }
        // Empty lines and comments before the next table are its own.
        while end > start + 1, rest[end - 1].allSatisfy(\.isWhitespace) || rest[end - 1].hasPrefix("#") { end -= 1 }
        rest.replaceSubrange(start..<end, with: table)
        return rest.joined(separator: "\n")
    }

    /// The name of the table that a line begins; `nil` for any other line.
    private static func header(_ line: String) -> String? {
        let line = line.drop { $0 == " " || $0 == "\t" }
        guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
        return line[line.index(after: line.startIndex)..<end].filter { $0 != " " && $0 != "[" }
    }
}

/// What changes from one text to another, as people know it from diff.
enum LineDifference {
    static func text(_ old: String, _ new: String, _ path: String) -> String {
        let (before, after) = (lines(old), lines(new))
        let start = zip(before, after).prefix { $0 == $1 }.count
        let end = zip(before.dropFirst(start).reversed(), after.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let context = before[max(0, start - 2)..<start].map { " " + $0 }
        let gone = before[start..<(before.count - end)].map { "-" + $0 }
        let come = after[start..<(after.count - end)].map { "+" + $0 }
        let tail = after.suffix(end).prefix(2).map { " " + $0 }
        return (["--- \(path)"] + context + gone + come + tail).map(TerminalText.line).joined(separator: "\n")
    }

    private static func lines(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
