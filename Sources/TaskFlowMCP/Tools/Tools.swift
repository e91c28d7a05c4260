internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The methods `tools/…`. The tools stand in the order of the registry, so `tools/list` is the same, byte for byte, for every
/// server of one program.
struct Tools: Sendable {
    private let tools: [any Tool]
    private let listing: JSON

    init(_ operations: [any Operation.Type], _ dispatcher: Dispatcher) {
        var tools: [any Tool] = []
        for operation in operations { Self.add(operation, dispatcher, to: &tools) }
        self.tools = tools
        listing = .array(tools.map(\.listing))
    }

    /// `tools/list`: all on one page.
    func list(_ params: JSONObject) throws(MCPFailure) -> MethodResult {
        try params.requireNoCursor()
        return MethodResult(["tools": listing], caching: .program)
    }

    /// `tools/call`.
    ///
    /// - Parameter isFollowed: Whether the caller is told while it waits.
    func call(
        _ params: JSONObject, _ caller: MCPCaller, isFollowed: Bool
    ) async throws(MCPFailure) -> ToolAnswer {
        guard let name = params["name"]?.stringValue else { throw .invalidParams("name must be a string") }
        guard let tool = tools.first(where: { $0.name == name }) else {
            throw .invalidParams("Unknown tool: \(String(name.unicodeScalars.prefix(80)))")
        }
        switch params["arguments"] {
        case nil, .null?: return try await tool.call([:], caller, isFollowed: isFollowed)
        case .object(let arguments)?: return try await tool.call(arguments, caller, isFollowed: isFollowed)
        default: throw .invalidParams("arguments must be an object")
        }
    }

    /// Opens the operation's type, so that no call has to.
    private static func add<O: Operation>(_ operation: O.Type, _ dispatcher: Dispatcher, to tools: inout [any Tool]) {
        guard let tool = OperationTool(operation, dispatcher) else { return }
        tools.append(tool)
    }
}
