import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport

/// What a field's value names.
enum Named: String {
    case task, project, worker, key, question, comment, link, inboxItem
    /// A handle or slug that is being given, which every tenant may give.
    case newHandle, newSlug
    /// A field that this test does not know yet: its text may be anything's name.
    case unknown

    /// By the field's name; `nil` for a field that names nothing.
    init?(_ field: FieldInfo, of operation: any Operation.Type) {
        switch field.name {
        case "tasks" where operation.spec.name == "import_tasks": self = .unknown
        case "task_id", "parent_id", "needed_id", "needs", "tasks": self = .task
        case "id" where operation.spec.route.path.hasPrefix("/api/tasks/"): self = .task
        case "slug" where field.source == .body: self = .newSlug
        case "slug", "project", "project_slug": self = .project
        case "id", "worker_id", "assignee", "assigned_to", "created_by", "accountable_id", "actor": self = .worker
        case "key_id": self = .key
        case "to": self = .worker
        case "question_id": self = .question
        case "comment_id": self = .comment
        case "link_id": self = .link
        case "item_id": self = .inboxItem
        case "handle": self = .newHandle
        default:
            if PlainValues.has(field) { return nil }
            self = .unknown
        }
    }
}

/// Values that name nothing.
enum PlainValues {
    private static let samples: [String: [JSON]] = [
        "title": ["A title"], "name": ["A name"], "description": ["Words"], "reason": ["Because"], "note": ["A note"],
        "tags": [["ours"]], "tag": [[.string(TwoTenants.secret)]], "q": [.string(TwoTenants.secret), "a"],
        "status": ["pending", "in_progress", "review", "completed", "blocked"], "sort": ["title", "-created_at"],
        "priority": ["high"], "progress_percent": [40], "percent": [40], "limit": [1, 100], "offset": [0, 3],
        "if-match": ["\"v1\""], "due_date": ["2027-01-01"], "not_before": ["2027-01-01"],
        "requires": [["swift"]], "ready": [true, false], "due_before": ["2030-01-01"], "due_after": ["2020-01-01"],
        "fields": ["id,title,description,assigned_to"], "since": ["2020-01-01"], "until": ["2099-01-01"],
        "action": ["created"], "agent_type": ["model"],
        "text": ["Words"], "prompt": ["Which?"], "choice": ["a"], "subject": ["commit 1"], "options": [["a", "b"]],
        "expires_at": ["2026-12-24"], "url": ["https://example.org/"], "generation": [1],
        "capabilities": [["swift"]], "scopes": [["tasks:read"]], "expires_in_days": [7], "source": ["beads"],
    ]

    static func has(_ field: FieldInfo) -> Bool {
        samples[field.name] != nil || field.name == "cursor" || !choices(field).isEmpty
    }

    /// A value, or none where the field can be left out.
    static func value(_ field: FieldInfo, _ generator: inout SeededGenerator) -> JSON? {
        // A cursor is made by the lists themselves.
        if field.name == "cursor" { return nil }
        if !field.isRequired, generator.next() % 3 != 0 { return nil }
        return generator.pick(samples[field.name] ?? choices(field))
    }

    /// The values of a field that has few.
    private static func choices(_ field: FieldInfo) -> [JSON] {
        var definitions = Definitions(style: .inline)
        let schema = field.schema(in: &definitions)
        if let words = schema["enum"]?.arrayValue { return words }
        return switch schema["type"] {
        case "boolean": [true, false]
        case "integer": [schema["minimum"] ?? 1]
        default: []
        }
    }
}

extension SeededGenerator {
    mutating func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &self) }
}

/// One call in two spellings: with names of what is another tenant's, and with names of what is nowhere.
struct StrangeInput {
    var strange = JSONObject()
    var missing = JSONObject()
    /// Whose that is which the path names first, where it names anything.
    private(set) var path: Origin?
    /// Whether anything but the path or a name that is being given is another tenant's.
    private(set) var hasStrangeReference = false

    enum Origin {
        case ours, theirs
    }

    init(
        _ operation: any Operation.Type, _ fields: [FieldInfo], _ scene: TwoTenants, _ generator: inout SeededGenerator
    ) {
        for field in fields {
            guard let kind = Named(field, of: operation) else {
                guard let value = PlainValues.value(field, &generator) else { continue }
                strange[field.name] = value
                missing[field.name] = value
                continue
            }
            if !field.isRequired, generator.next() % 5 < 2 { continue }
            guard generator.next() % 5 < 3 || kind == .newHandle || kind == .newSlug else {
                let own = Self.spelled(scene.ours(kind, &generator), field, operation)
                strange[field.name] = own
                missing[field.name] = own
                if field.source == .path, path == nil { path = .ours }
                continue
            }
            let (theirs, nowhere) = scene.pair(kind, &generator)
            strange[field.name] = Self.spelled(theirs, field, operation)
            missing[field.name] = Self.spelled(nowhere, field, operation)
            if field.source == .path, path == nil { path = .theirs }
            if kind != .newHandle, kind != .newSlug, kind != .unknown { hasStrangeReference = true }
        }
    }

    private static func spelled(_ value: JSON, _ field: FieldInfo, _ operation: any Operation.Type) -> JSON {
        switch field.name {
        case "needs": [value]
        // A task of an import, that would be somebody's: where there is no such worker it is nobody's.
        case "tasks" where operation.spec.name == "import_tasks":
            [["source_id": "a", "title": "a", "assigned_to": value]]
        // A task of a plan, that needs it or lies under it.
        case "tasks": [["ref": "a", "title": "a", "needs": [value]], ["ref": "b", "title": "b", "parent": value]]
        default: value
        }
    }
}
