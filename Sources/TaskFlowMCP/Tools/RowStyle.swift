internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What the things are that a tool tells of.
enum RowStyle: Sendable {
    case task
    case project
    /// Something small that holds nobody's prose.
    case plain

    static func of<Output: OperationOutput>(_ type: Output.Type) -> RowStyle {
        if type == TaskItem.self || type == Page<TaskItem>.self { return .task }
        if type == Project.self || type == Page<Project>.self { return .project }
        return .plain
    }

    var listName: String {
        switch self {
        case .task: "tasks"
        case .project: "projects"
        case .plain: "items"
        }
    }

    /// The members that are always there.
    var required: [String] {
        switch self {
        case .task: ["id", "title", "status", "version"]
        case .project: ["slug", "name"]
        case .plain: []
        }
    }

    /// What is needed to choose, in at most 240 bytes and the remark. What others wrote stands beside who did.
    func concise(_ full: JSONObject, for reader: WorkerID) -> JSONObject {
        switch self {
        case .task:
            ConciseRow.of(
                full, required: ["id", "status", "version"], text: "title",
                optional: [
                    "assigned_to", "priority", "progress_percent", "project_slug", "due_date", "parent_id",
                ] + (full["created_by"] == reader.json ? [] : ["created_by"]))
        case .project:
            ConciseRow.of(
                full, required: ["slug"], text: "name", optional: ["review_required", "task_count", "owner_id"])
        case .plain: full
        }
    }

    /// How to get at a description that was cut.
    func rest(of full: JSONObject, from offset: Int) -> String {
        switch self {
        case .task: "call get_task with task_id=\(full["id"]?.text ?? "") and description_offset=\(offset)"
        case .project, .plain: "read the resource taskflow://projects/\(full["slug"]?.stringValue ?? "")"
        }
    }
}
