internal import TaskFlowImporters
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Where the values of a flag or an argument are from.
indirect enum CompletionSource: Equatable, Sendable {
    /// What nobody can guess: numbers, keys of idempotency, texts.
    case nothing
    /// A text, which may be a file's: `@notes.md`.
    case text
    case choices([String])
    /// Tasks in these groups of statuses, one group after the other.
    case tasks([[String]])
    case workers
    case projects
    case tags
    case capabilities
    case questions
    case inboxItems
    /// The answers that a question offers.
    case options
    /// The keys of the worker on the line.
    case keys
    /// The links of the task on the line.
    case links
    /// The tasks that the task on the line needs.
    case needs
    /// The members of the project on the line.
    case members
    case dates
    case files
    case folders

    static let open = ["in_progress", "review", "blocked", "pending"]
    static let anyTask = CompletionSource.tasks([open, ["completed"]])

    /// The statuses from which a command leads on; of all others any task may be meant.
    private static let sources: [String: [String]] = [
        "start": ["pending"], "progress": ["in_progress"], "heartbeat": ["in_progress"], "submit": ["in_progress"],
        "release": ["in_progress"], "complete": ["in_progress", "review"], "approve": ["review"], "reject": ["review"],
        "unblock": ["blocked"], "block": ["in_progress", "pending"], "reopen": ["completed"],
    ]

    /// What a field of a command takes.
    init(_ field: CommandField, of command: Command) {
        if !field.choices.isEmpty {
            self = .choices(field.choices)
        } else if field.name == command.textField?.name {
            self = .text
        } else {
            self = Self.special(field, command) ?? Self.named(field.name) ?? .nothing
        }
    }

    /// What a flag of a command takes that is no operation, or one of the client's own, by what help calls its value.
    init(placeholder: String, choices: [String] = []) {
        self =
            switch placeholder {
            case _ where !choices.isEmpty: .choices(choices)
            case "DIR": .folders
            case "FILE": .files
            case "ID": .anyTask
            case "SLUG": .projects
            case "@ID", "@AGENT", "@HANDLE": .workers
            case "CLIENT": .choices(MCPSetup.allCases.map(\.rawValue))
            case "FORMAT": .choices(ImportFormat.allCases.map(\.rawValue))
            case "ORDER": .choices(ImportWishes.DateOrder.allCases.map(\.rawValue))
            case "ACTION": .choices(Self.actions)
            default: .nothing
            }
    }

    /// What happens to tasks, as `wait` names it.
    private static var actions: [String] {
        Command(WaitForChanges.self).fields.first { $0.name == "kinds" }?.choices ?? []
    }

    private static func special(_ field: CommandField, _ command: Command) -> CompletionSource? {
        // What is being made has no name yet.
        if field.isPositional, command.words.last == "add" { return .nothing }
        switch (field.name, command.phrase) {
        case ("task_id", let phrase) where field.isPositional: return sources[phrase].map { .tasks([$0]) }
        case ("id", "need"), ("id", "needs"), ("id", "unneed"): return .anyTask
        case ("needed_id", _): return .needs
        case ("worker_id", "project member-remove"): return .members
        case ("fields", _) where command.isList: return .choices(command.columnNames)
        default: break
        }
        return switch field.meaning {
        case .time: .dates
        case .worker: .workers
        case .none: nil
        }
    }

    private static func named(_ name: String) -> CompletionSource? {
        switch name {
        case "task_id", "task_ids", "parent_id", "needs": anyTask
        case "project_slug", "project", "slug": .projects
        case "tags", "tag": .tags
        case "requires", "capabilities": .capabilities
        case "question_id": .questions
        case "item_id": .inboxItems
        case "choice": .options
        case "key_id": .keys
        case "link_id": .links
        default: nil
        }
    }
}

extension Command {
    /// The fields of what its list holds, by which columns are named.
    var columnNames: [String] {
        if case .many(let columns?) = output { columns.map(\.field) } else { [] }
    }
}
