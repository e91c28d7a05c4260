internal import TaskFlowDomain
package import TaskFlowSchema

/// The progress of a task at its creation: none, so that no task is born past its own audit.
package struct NewTaskProgress: SchemaValue {
    package init() {}

    package static func decode(_ json: JSON, into issues: inout Issues) -> NewTaskProgress? {
        guard let percent = Percent.decode(json, into: &issues) else { return nil }
        if percent.rawValue == 0 { return NewTaskProgress() }
        issues.add(.value("a new task has no progress: start it, then report progress", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { writer.integer(0) }
    package static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer", "const": 0] }
}
