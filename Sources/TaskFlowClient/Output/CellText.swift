internal import TaskFlowSchema

/// A JSON value as people read it.
enum CellText {
    /// In one line, made safe.
    static func line(_ value: JSON?) -> String { TerminalText.line(text(value)) }

    /// As it is.
    static func text(_ value: JSON?) -> String {
        switch value {
        case .none, .null: "-"
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .string(let text): text
        case .array(let elements): elements.isEmpty ? "-" : elements.map { text($0) }.joined(separator: ", ")
        case .some(let other): other.text
        }
    }

    /// In a table times are told to the second.
    static func cell(_ value: JSON?) -> String {
        let text = line(value)
        let isTime = text.utf8.count == 24 && text.hasSuffix("Z") && text.dropFirst(19).hasPrefix(".")
        return isTime ? text.prefix(19) + "Z" : text
    }

    /// A task's last reason or note, with the step that it was given with.
    static func remark(_ value: JSON?) -> String {
        guard let value, value.objectValue != nil else { return line(value) }
        return "\(line(value["action"])): \(line(value["text"]))"
    }
}
