internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Something an agent can do.
protocol Tool: Sendable {
    var name: String { get }
    /// The tool as `tools/list` shows it.
    var listing: JSON { get }
    /// Calls it. A refusal of the operation is a result too; it says what to do next.
    func call(_ arguments: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult
}

/// An operation as a tool: flat arguments in, an object out.
struct OperationTool<O: Operation>: Tool {
    let name: String
    let listing: JSON
    private let dispatcher: Dispatcher
    private let arguments: ToolArguments
    private let output: ToolOutput

    /// `nil` for an operation that is no tool.
    init?(_ operation: O.Type, _ dispatcher: Dispatcher) {
        guard let face = O.spec.agent else { return nil }
        name = face.tool
        self.dispatcher = dispatcher
        output = ToolOutput(O.Output.self)
        arguments = ToolArguments(
            O.fields, face, output.row, showsWhole: output.row?.whole.query == O.self)
        var listing: JSONObject = [
            "name": .string(name), "title": .string(face.title), "description": .string(face.whenToUse),
            "inputSchema": .object(arguments.schema),
        ]
        if let schema = output.schema { listing["outputSchema"] = .object(schema) }
        listing["annotations"] = face.annotations(O.access)
        self.listing = .object(listing)
    }

    func call(_ arguments: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        do throws(TaskFlowError) {
            let call = try read(arguments, caller)
            if call.detail == .brief { return try await brief(call, caller) }
            return try await answer(call, caller, limit: call.limit)
        } catch {
            switch error.code {
            case .unauthenticated, .insufficientScope: throw .refused(error)
            case .internal: throw .rpc(RPCError(.internalError, error.message, cause: error.cause ?? error.message))
            default: return await refusal(self.arguments.explaining(error), arguments, caller)
            }
        }
    }

    /// Sorts the arguments by source. What this door alone finds wrong is reported together with what the operation finds,
    /// and, like that, only to those who may call at all.
    private func read(_ members: JSONObject, _ caller: MCPCaller) throws(TaskFlowError) -> ToolCall {
        var issues = Issues()
        let call = arguments.read(members, into: &issues)
        if issues.count == 0 { return call }
        try caller.actor.require(O.spec.scope)
        _ = O.read(call.arguments, into: &issues)
        throw .invalid(issues.all)
    }

    /// Runs the operation, and once more with fewer rows where the answer is longer than an agent should have to read.
    private func answer(
        _ call: ToolCall, _ caller: MCPCaller, limit: Int?
    ) async throws(TaskFlowError) -> MethodResult {
        let performed = try await dispatcher.perform(
            O.self, call.arguments(limit: limit), for: caller.admittance)
        switch output.shape(performed.output, call, for: caller.actor.workerID, limit: limit) {
        case .whole(let object): return MethodResult.success(object, isReplayed: performed.isReplayed)
        case .rowsThatFit(let count): return try await answer(call, caller, limit: count)
        }
    }

    /// Answers what one needs to go on with a task, rather than the task.
    private func brief(_ call: ToolCall, _ caller: MCPCaller) async throws(TaskFlowError) -> MethodResult {
        let brief = try await dispatcher.perform(TaskBrief.self, call.arguments, for: caller.admittance).output
        var object = brief.json.objectValue ?? [:]
        if let task = object["task"]?.objectValue, let text = task["description"]?.stringValue {
            var short = task
            short["description"] = .string(TextCut.characters(text, BriefText.descriptionLimit))
            object["task"] = .object(short)
        }
        return MethodResult([
            "content": [["type": "text", "text": .string(BriefText.of(brief, for: caller.actor.workerID))]],
            "structuredContent": .object(object), "isError": false,
        ])
    }

    private func refusal(_ error: TaskFlowError, _ arguments: JSONObject, _ caller: MCPCaller) async -> MethodResult {
        let steps = await Refusal.needsTask(error) ? self.steps(in: arguments, caller) : nil
        return MethodResult.refusal(
            Refusal(
                error: error, operation: O.self, tool: name, steps: steps, arguments: arguments, caller: caller.actor))
    }

    /// The task that a refusal is about, as it stands now, and what the caller may do with it.
    private func steps(in arguments: JSONObject, _ caller: MCPCaller) async -> OpenSteps? {
        guard let id = arguments["task_id"] else { return nil }
        var issues = Issues()
        guard let task = TaskID.decode(.string(id.stringValue ?? id.text), into: &issues) else { return nil }
        return try? await dispatcher.openSteps(of: task, for: caller.admittance)
    }
}

extension AgentFace {
    /// All four hints of MCP; without them a client must assume the worst.
    fileprivate func annotations(_ access: Access) -> JSON {
        let isRead = access == .read
        return [
            "readOnlyHint": .bool(isRead), "destructiveHint": .bool(isDestructive && !isRead),
            "idempotentHint": .bool(isIdempotent || isRead), "openWorldHint": false,
        ]
    }
}

extension MethodResult {
    /// The object, and the same again as text: a client shows an agent only one of the two.
    ///
    /// - Parameter isReplayed: Whether it is what an earlier call with the same key was answered.
    fileprivate static func success(_ object: JSONObject, isReplayed: Bool) -> MethodResult {
        var members: JSONObject = [
            "content": [["type": "text", "text": .string(JSON.object(object).text)]],
            "structuredContent": .object(object), "isError": false,
        ]
        if isReplayed { members["_meta"] = ["taskflow/replayed": true] }
        return MethodResult(members)
    }

    /// What is wrong and what to do next. The code is for programs, and stands in `_meta`: `structuredContent` would have to
    /// match the tool's output schema.
    fileprivate static func refusal(_ refusal: Refusal) -> MethodResult {
        var result = MethodResult([
            "content": [["type": "text", "text": .string(refusal.text)]], "isError": true,
            "_meta": ["taskflow/code": .string(refusal.error.code.rawValue)],
        ])
        result.cause = cause(of: refusal.error)
        return result
    }

    /// What lay behind an outage. An outage is answered as a result, with 200, so the log would say nothing of it otherwise.
    private static func cause(of error: TaskFlowError) -> String? {
        guard error.code == .unavailable || error.code == .outcomeUnknown else { return nil }
        return error.cause ?? error.message
    }
}
