internal import TaskFlowDomain
package import TaskFlowSchema

/// The status of a task at its creation: pending and no other, so that no task is born past its own audit.
package struct NewTaskStatus: SchemaValue {
    package init() {}

    package static func decode(_ json: JSON, into issues: inout Issues) -> NewTaskStatus? {
        guard let status = TaskStatus.decode(json, into: &issues) else { return nil }
        if status == .pending { return NewTaskStatus() }
        issues.add(.value("a new task is pending: create it, then change its status", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { TaskStatus.pending.encode(to: &writer) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "const": "pending"]
    }
}
