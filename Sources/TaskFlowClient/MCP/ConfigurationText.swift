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
        text.isEmpty ? [] : TextLines.of(text).map { $0.hasSuffix("\r") ? String($0.dropLast()) : $0 }
    }
}

/// A text's lines by their line feeds alone: a carriage return stays with its line.
enum TextLines {
    // By bytes: to Swift the two of a line's end under Windows are one character, which is no line feed.
    static func of(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
