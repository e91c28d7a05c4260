internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The methods of both eras of the protocol.
struct Methods: Sendable {
    let info: ServerInfo
    let tools: Tools
    let resources: Resources
    let completions: Completions
    let changes: ChangeFeed
    /// How often a caller that waits is told so.
    let progressInterval: Duration

    func answer(_ request: RPCRequest, _ era: Era, _ caller: MCPCaller) async throws(MCPFailure) -> MCPAnswer {
        if request.method == "subscriptions/listen", era == .modern {
            return .stream(try await listen(request, caller))
        }
        if request.method == "tools/call" { return try await call(request, era, caller) }
        return .reply(reply(try await result(of: request, era, caller), to: request, era))
    }

    private func reply(_ result: MethodResult, to request: RPCRequest, _ era: Era) -> RPCReply {
        RPCReply(result: result.object(in: era, info), to: request.id, cause: result.cause)
    }

    /// A call that has to wait is answered by a stream where the client wants to hear of its progress. What is there at once,
    /// and what is refused, is one message all the same.
    private func call(_ request: RPCRequest, _ era: Era, _ caller: MCPCaller) async throws(MCPFailure) -> MCPAnswer {
        let token = caller.takesStream ? ProgressToken(request) : nil
        switch try await tools.call(request.params, caller, isFollowed: token != nil) {
        case .result(let result): return .reply(reply(result, to: request, era))
        case .waiting(let wait):
            guard let token else { return .reply(reply(try await wait(), to: request, era)) }
            return .stream(
                FollowedCall(token: token, interval: progressInterval) {
                    do throws(MCPFailure) { return reply(try await wait(), to: request, era) } catch {
                        return RPCReply(error.rpc.of(request.id))
                    }
                }.stream)
        }
    }

    private func result(
        of request: RPCRequest, _ era: Era, _ caller: MCPCaller
    ) async throws(MCPFailure) -> MethodResult {
        let params = request.params
        switch (request.method, era) {
        case ("server/discover", .modern): return info.discovery
        case ("initialize", .legacy): return try info.initialization(params)
        case ("ping", .legacy): return MethodResult([:])
        case ("tools/list", _): return try tools.list(params)
        case ("resources/list", _): return try await resources.list(params, caller)
        case ("resources/templates/list", _): return try resources.templates(params)
        case ("resources/read", _): return try await resources.read(params, caller)
        case ("prompts/list", _): return try Prompts.list(params)
        case ("prompts/get", _): return try Prompts.get(params)
        case ("completion/complete", _): return try await completions.complete(params, caller)
        default: throw .rpc(RPCError(.methodNotFound, "Method not found: \(shown(request.method))"))
        }
    }

    /// Subscribes before anything is answered: a refusal still has its status, and no change is missed.
    private func listen(_ request: RPCRequest, _ caller: MCPCaller) async throws(MCPFailure) -> MCPStream {
        guard caller.takesStream else { throw .needsStream }
        let filter = try SubscriptionFilter(request.params, for: caller.actor.workerID)
        do throws(TaskFlowError) {
            let changes = try await changes.subscribe(
                as: caller.admittance.credential, origin: caller.actor.origin, matching: filter.admits)
            return Subscription(id: request.id, filter: filter, changes: changes, info: info).stream
        } catch {
            throw MCPFailure(error)
        }
    }

    /// The beginning of a method's name: it came from outside and may be of any length.
    private func shown(_ method: String) -> String { String(method.unicodeScalars.prefix(80)) }
}

extension JSONObject {
    /// Refuses a cursor where a list has one page.
    func requireNoCursor() throws(MCPFailure) {
        guard self["cursor"] == nil || self["cursor"] == .null else {
            throw .invalidParams("The cursor is none of this server's")
        }
    }
}
