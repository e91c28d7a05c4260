internal import TaskFlowDomain
public import TaskFlowSchema

/// The progress of a task at its creation: none, so that no task is born past its own audit.
public struct NewTaskProgress: SchemaValue {
    public init() {}

    public static func decode(_ json: JSON, into issues: inout Issues) -> NewTaskProgress? {
        guard let percent = Percent.decode(json, into: &issues) else { return nil }
        if percent.rawValue == 0 { return NewTaskProgress() }
        issues.add(.value("a new task has no progress: start it, then report progress", input: json))
        return nil
    }

    public func encode(to writer: inout JSONWriter) { writer.integer(0) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer", "const": 0] }
}
