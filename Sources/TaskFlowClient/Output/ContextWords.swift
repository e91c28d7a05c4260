internal import TaskFlowSchema

/// What an audit entry says of a change, in words: `status pending → in_progress, note Half of it`.
enum ContextWords {
    static func text(_ context: JSON?) -> String {
        guard let object = context?.objectValue else { return CellText.line(context) }
        let words = object.members.filter { $0.value != .null && $0.value != [] }.map { member in
            "\(TerminalText.line(member.name).replacing("_", with: " ")) \(value(member.value))"
        }
        return words.isEmpty ? "-" : words.joined(separator: ", ")
    }

    private static func value(_ value: JSON) -> String {
        if let before = value["before"], let after = value["after"] {
            return before == .null || before == [] ? "→ \(plain(after))" : "\(plain(before)) → \(plain(after))"
        }
        return value.objectValue.map { "(\(text(.object($0))))" } ?? plain(value)
    }

    private static func plain(_ value: JSON) -> String {
        guard let text = value.stringValue, let seconds = ShownTime.seconds(text) else {
            return value.objectValue == nil ? CellText.line(value) : text(value)
        }
        return ShownTime().whole(seconds)
    }
}
