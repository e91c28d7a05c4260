internal import TaskFlowSchema

/// The ids of an answer, a line each: what `--quiet` prints.
struct IDLines {
    private let lines: [String]

    init(_ answer: JSON?, _ invocation: Invocation) {
        switch answer {
        case .none:
            lines = invocation.command.positional.prefix(1).compactMap { field in
                if case .text(let text) = invocation[field] { TerminalText.line(text) } else { nil }
            }
        case .array(let rows): lines = rows.compactMap { Self.id($0) }
        case .some(let one): lines = Self.inner(one).compactMap { Self.id($0) }
        }
    }

    func print(to console: Console) { console.print(lines.joined(separator: "\n")) }

    /// The thing itself, or the lists within it: the ids of a plan, the tasks of a board.
    private static func inner(_ answer: JSON) -> [JSON] {
        if id(answer) != nil { return [answer] }
        if let task = answer["task"], id(task) != nil { return [task] }
        if let ids = answer["ids"]?.objectValue { return ids.members.map(\.value) }
        return (answer.objectValue?.members ?? []).flatMap { member in
            (member.value.arrayValue ?? []).flatMap { inner($0) }
        }
    }

    private static func id(_ value: JSON) -> String? {
        if value.integerValue != nil { return CellText.line(value) }
        // What is told once, a key or a sign-in link, must not be lost for the sake of brevity.
        if let secret = value["key"]?.stringValue ?? (value["id"] == nil ? value["url"]?.stringValue : nil) {
            return TerminalText.line(secret)
        }
        let id = value["id"] ?? value["slug"] ?? value["worker_id"] ?? value["worker"]?["id"]
        return id.map { CellText.line($0) }
    }
}
