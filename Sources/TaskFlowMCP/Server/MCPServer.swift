package import TaskFlowOperations
package import TaskFlowSchema

/// The MCP door without a transport: takes one message of a caller and answers it. Each message stands for itself: there are
/// no sessions, in either half of the protocol.
package struct MCPServer: Sendable {
    private let info: ServerInfo
    private let methods: Methods

    /// - Parameters:
    ///   - operations: Those with a tool's name become tools.
    ///   - version: The program's version.
    ///   - changes: Where listeners hear of changes.
    package init(
        operations: [any Operation.Type] = Operations.all, dispatcher: Dispatcher, version: String,
        changes: ChangeFeed
    ) {
        info = ServerInfo(version: version)
        methods = Methods(
            info: info, tools: Toolbox(operations, dispatcher), library: Library(dispatcher: dispatcher),
            changes: changes)
    }

    /// Answers a message that is JSON.
    package func answer(_ message: JSON, from caller: MCPCaller) async -> MCPAnswer {
        do throws(RPCError) { return try await answer(try RPCMessage.read(message), from: caller) } catch {
            return .reply(RPCReply(error))
        }
    }

    /// Answers a message.
    package func answer(_ message: RPCMessage, from caller: MCPCaller) async throws(RPCError) -> MCPAnswer {
        switch message {
        case .request(let request): return await answer(request, caller)
        case .notification(_, let params): return try accept(params, caller)
        }
    }

    private func answer(_ request: RPCRequest, _ caller: MCPCaller) async -> MCPAnswer {
        let era = Era.of(request, caller.headers)
        do throws(MCPFailure) {
            if era == .modern { try check(request, caller.headers) }
            return try await methods.answer(request, era, caller)
        } catch {
            switch error {
            case .rpc(let error): return .reply(RPCReply(error.of(request.id), isLegacy: era != .modern))
            case .refused(let error): return .refused(error)
            case .needsStream: return .needsStream
            }
        }
    }

    private func check(_ request: RPCRequest, _ headers: RoutingHeaders?) throws(MCPFailure) {
        do throws(RPCError) { try Envelope.check(request, headers) } catch { throw .rpc(error) }
    }

    /// Takes a notification. None of them asks for anything here: a call is cancelled by hanging up.
    private func accept(_ params: JSONObject, _ caller: MCPCaller) throws(RPCError) -> MCPAnswer {
        let claimed = params["_meta"]?[Envelope.version]?.stringValue
        for version in [claimed, caller.headers?.version].compactMap(\.self)
        where ProtocolRevision(rawValue: version) == nil {
            try Envelope.requireSupported(version)
        }
        return .accepted
    }
}
