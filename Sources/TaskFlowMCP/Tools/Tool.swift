internal import TaskFlowSchema

/// Something an agent can do.
protocol Tool: Sendable {
    var name: String { get }
    /// The tool as `tools/list` tells of it.
    var listing: JSON { get }
    /// Does it. What the operation refuses is a result too; it says what to do next.
    func call(_ arguments: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult
}
