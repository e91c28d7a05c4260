package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// The tasks that a task needs.
package enum ListNeeds: Query {
    package struct Input: Described {
        let id: TaskID
        let fields: TaskFields?

        package static let schema = Schema(
            Input.init, Field("id", \.id, in: .path, "The task's number"), Field.taskFields(\.fields))
    }

    package static let spec = Spec(
        name: "list_needs", verb: Verb("needs", "id", example: "needs 1"),
        route: .get("/api/tasks/{id}/needs"), scope: .tasksRead, summary: "List the tasks that a task needs",
        details:
            "They must be completed before it may be started. Of one that you cannot see you learn that it is there.",
        errors: [.notFound])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NeededTasks {
        _ = try LoadedTask.find(input.id, for: actor, .showing, in: tx)
        var all = try NeededTasks.find(of: input.id, for: actor, in: tx)
        all.fields = input.fields
        return all
    }
}

/// The tasks that one needs, in the order of their numbers, those that the caller cannot see last.
package struct NeededTasks: SchemaValue, CommandOutput {
    let all: [NeededTask]
    /// Whether an edge was asked for that was there already.
    var isUnchanged = false
    /// Which keys are answered of each that the caller can see.
    var fields: TaskFields?

    package static func decode(_ json: JSON, into issues: inout Issues) -> NeededTasks? {
        [NeededTask].decode(json, into: &issues).map { NeededTasks(all: $0) }
    }

    package func encode(to writer: inout JSONWriter) {
        guard let fields else { return all.encode(to: &writer) }
        writer.beginArray()
        for needed in all {
            if case .visible(let task) = needed {
                TaskItem.schema.encode(task, only: fields.names, to: &writer)
            } else {
                needed.encode(to: &writer)
            }
        }
        writer.endArray()
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        [NeededTask].describe(in: &definitions)
    }

    package var success: Spec.Success? { isUnchanged ? .ok : nil }
    package static let otherSuccess: Spec.Success? = .ok

    // As the elements have them, not as one task alone would.
    package static let listColumns: [ListColumn]? = TaskItem.listColumns as [ListColumn]

    static func find(of id: TaskID, for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> NeededTasks
    {
        let conditions: [SQL] = [
            "tasks.id IN (SELECT needed_id FROM task_needs WHERE task_id = \(id))", TaskVisibility.listed(to: actor),
        ]
        let visible = try tx.all(
            "SELECT \(SQL.columns(of: TaskItem.schema, in: "tasks")) FROM tasks\(tx.dialect.byNumber) WHERE \(SQL.joined(conditions)) ORDER BY tasks.id",
            TaskItem.schema.read)
        let count = try tx.value("SELECT count(*) FROM task_needs WHERE task_id = \(id)", as: Int.self) ?? 0
        let hidden = Array(repeating: NeededTask.hidden, count: max(0, count - visible.count))
        return NeededTasks(all: visible.map(NeededTask.visible) + hidden)
    }
}

/// A task that another needs, as a caller may see it.
package enum NeededTask: SchemaValue {
    case visible(TaskItem)
    case hidden

    package static func decode(_ json: JSON, into issues: inout Issues) -> NeededTask? {
        if json["visible"] == .bool(false) { return .hidden }
        return TaskItem.decode(json, into: &issues).map(NeededTask.visible)
    }

    package func encode(to writer: inout JSONWriter) {
        switch self {
        case .visible(let task): task.encode(to: &writer)
        case .hidden: JSON.object(["id": .null, "visible": .bool(false)]).write(to: &writer)
        }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        let hidden: JSONObject = [
            "type": "object", "required": ["id", "visible"],
            "properties": ["id": ["type": "null"], "visible": ["type": "boolean", "const": false]],
        ]
        return ["anyOf": .array([.object(TaskItem.describe(in: &definitions)), .object(hidden)])]
    }
}
