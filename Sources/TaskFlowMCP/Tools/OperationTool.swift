internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Something an agent can do.
protocol Tool: Sendable {
    var name: String { get }
    /// The tool as `tools/list` shows it.
    var listing: JSON { get }
    /// Calls it. A refusal of the operation is a result too; it says what to do next.
    ///
    /// - Parameter isFollowed: Whether the caller is told while it waits, so that it may wait longer.
    func call(
        _ arguments: JSONObject, _ caller: MCPCaller, isFollowed: Bool
    ) async throws(MCPFailure) -> ToolAnswer
}

/// What a tool answers.
enum ToolAnswer: Sendable {
    case result(MethodResult)
    /// Nothing yet. To be called once; cancel it when the caller is gone.
    case waiting(@Sendable () async throws(MCPFailure) -> MethodResult)
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
            O.fields, face, output.row, showsWhole: output.row?.whole.query == O.self, waitField: O.waitField)
        var listing: JSONObject = [
            "name": .string(name), "title": .string(face.title), "description": .string(face.whenToUse),
            "inputSchema": .object(arguments.schema),
        ]
        if let schema = output.schema { listing["outputSchema"] = .object(schema) }
        listing["annotations"] = face.annotations(O.access)
        self.listing = .object(listing)
    }

    func call(
        _ arguments: JSONObject, _ caller: MCPCaller, isFollowed: Bool
    ) async throws(MCPFailure) -> ToolAnswer {
        let outcome = try await explained(arguments, caller) { () async throws(TaskFlowError) in
            let call = try read(arguments, caller, isFollowed: isFollowed)
            if call.detail == .brief { return .done(try await brief(call, caller)) }
            return isFollowed && O.mayWait
                ? try await begin(call, caller) : .done(try await answer(call, caller, limit: call.limit))
        }
        switch outcome {
        case .done(let result): return .result(result)
        case .waiting(let wait):
            return .waiting { () async throws(MCPFailure) in
                switch try await explained(
                    arguments, caller, { () async throws(TaskFlowError) in .done(try await wait()) })
                {
                case .done(let result), .refused(let result): return result
                case .waiting: throw .rpc(RPCError(.internalError, "A wait was followed by another"))
                }
            }
        case .refused(let result): return .result(result)
        }
    }

    /// What came of a call, or of its beginning.
    private enum Outcome: Sendable {
        case done(MethodResult)
        case waiting(@Sendable () async throws(TaskFlowError) -> MethodResult)
        case refused(MethodResult)
    }

    /// Makes a result of a refusal that an agent can do something about.
    private func explained(
        _ arguments: JSONObject, _ caller: MCPCaller, _ body: () async throws(TaskFlowError) -> Outcome
    ) async throws(MCPFailure) -> Outcome {
        do throws(TaskFlowError) { return try await body() } catch {
            switch error.code {
            case .unauthenticated, .insufficientScope: throw .refused(error)
            case .internal: throw .rpc(RPCError(.internalError, error.message, cause: error.cause ?? error.message))
            default: return .refused(await refusal(self.arguments.explaining(error), arguments, caller))
            }
        }
    }

    /// Sorts the arguments by source. What this door alone finds wrong is reported together with what the operation finds,
    /// and, like that, only to those who may call at all.
    private func read(
        _ members: JSONObject, _ caller: MCPCaller, isFollowed: Bool
    ) throws(TaskFlowError) -> ToolCall {
        var issues = Issues()
        let call = arguments.read(members, isFollowed: isFollowed, into: &issues)
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
            short["description"] = .string(TextCut.scalars(text, BriefText.descriptionLimit))
            object["task"] = .object(short)
        }
        return MethodResult([
            "content": [["type": "text", "text": .string(BriefText.of(brief, for: caller.actor.workerID))]],
            "structuredContent": .object(object), "isError": false,
        ])
    }

    /// Runs an operation that may wait as far as it goes without. Its answers are no lists.
    private func begin(_ call: ToolCall, _ caller: MCPCaller) async throws(TaskFlowError) -> Outcome {
        let begun = try await dispatcher.begin(
            O.self, call.arguments, for: caller.admittance, patience: call.patience)
        guard begun.isWaiting else { return .done(result(begun.performed, call, caller)) }
        return .waiting { () async throws(TaskFlowError) in result(try await begun.better(), call, caller) }
    }

    private func result(_ performed: Performed<O.Output>, _ call: ToolCall, _ caller: MCPCaller) -> MethodResult {
        guard case .whole(let object) = output.shape(performed.output, call, for: caller.actor.workerID, limit: nil)
        else { return MethodResult.success([:], isReplayed: false) }
        return MethodResult.success(object, isReplayed: performed.isReplayed)
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
