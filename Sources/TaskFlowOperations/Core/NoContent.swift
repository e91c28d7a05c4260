package import TaskFlowSchema

/// The answer of an operation that has nothing to say: 204.
package struct NoContent: OperationOutput {
    package init() {}

    package func write(to writer: inout JSONWriter) {}
    package static func describeBody(in definitions: inout Definitions) -> JSONObject? { nil }
}
