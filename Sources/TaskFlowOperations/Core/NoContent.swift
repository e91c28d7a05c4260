public import TaskFlowSchema

/// The answer of an operation that has nothing to say: 204.
public struct NoContent: OperationOutput {
    public init() {}

    public func write(to writer: inout JSONWriter) {}
    public static func describeBody(in definitions: inout Definitions) -> JSONObject? { nil }
}
