internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// An operation as a tool: flat arguments in, an object out.
struct OperationTool<O: Operation>: Tool {
    let name: String
    let listing: JSON
    private let dispatcher: Dispatcher
    private let arguments: ToolArguments
    private let output: ToolOutput

    /// `nil` for an operation that is no tool.
    init?(_ operation: O.Type, _ dispatcher: Dispatcher) {
        guard let name = O.spec.tool else { return nil }
        self.name = name
        self.dispatcher = dispatcher
        let face = ToolFace.of(O.spec)
        output = ToolOutput(O.Output.self, face)
        arguments = ToolArguments(O.Input.schema.fields, face, hasDetail: output.hasDetail)
        var listing: JSONObject = [
            "name": .string(name), "title": .string(face.title), "description": .string(face.description),
            "inputSchema": .object(arguments.schema),
        ]
        if let schema = output.schema { listing["outputSchema"] = .object(schema) }
        listing["annotations"] = face.annotations(of: O.spec)
        self.listing = .object(listing)
    }

    func call(_ arguments: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        do throws(TaskFlowError) {
            let call = try read(arguments, caller)
            return ToolResult.success(try await answer(call, caller, limit: call.limit))
        } catch {
            switch error.code {
            case .unauthenticated, .insufficientScope: throw .refused(error)
            case .internal: throw .rpc(RPCError(.internalError, error.message, cause: error.cause ?? error.message))
            default: return await refusal(self.arguments.explaining(error), arguments, caller)
            }
        }
    }

    /// The arguments where they belong. What only this door finds wrong is told with all that the operation finds, and, like
    /// that, to those alone who may call at all.
    private func read(_ members: JSONObject, _ caller: MCPCaller) throws(TaskFlowError) -> ToolCall {
        var issues = Issues()
        let call = arguments.read(members, into: &issues)
        if issues.count == 0 { return call }
        try caller.actor.require(O.spec.scope)
        _ = O.Input.schema.decode(call.arguments, into: &issues)
        throw .invalid(issues.all)
    }

    /// Runs the operation, a second time with fewer rows where an answer has more than an agent should have to read.
    private func answer(
        _ call: ToolCall, _ caller: MCPCaller, limit: Int?
    ) async throws(TaskFlowError) -> JSONObject {
        let performed = try await dispatcher.perform(
            O.self, call.arguments(limit: limit), for: caller.admittance)
        switch output.shape(performed.output, call, for: caller.actor.workerID, limit: limit) {
        case .whole(let object): return object
        case .rowsThatFit(let count): return try await answer(call, caller, limit: count)
        }
    }

    private func refusal(_ error: TaskFlowError, _ arguments: JSONObject, _ caller: MCPCaller) async -> MethodResult {
        let steps = await Refusal.needsTask(error) ? self.steps(in: arguments, caller) : nil
        let refusal = Refusal(
            error: error, tool: name, task: steps?.task, verbs: steps?.verbs ?? [], arguments: arguments,
            caller: caller.actor)
        return ToolResult.refusal(refusal)
    }

    /// The task that a refusal is about, as it stands now, and what may be done with it.
    private func steps(in arguments: JSONObject, _ caller: MCPCaller) async -> TaskSteps.Output? {
        guard let id = arguments["task_id"] else { return nil }
        let path = [(name: "task_id", value: id.stringValue ?? id.text)]
        let found = try? await dispatcher.perform(
            TaskSteps.self, Arguments(path: path), for: caller.admittance)
        return found?.output
    }
}
