internal import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowSchema

/// The MCP door without a transport: it takes one message of a caller and answers it. It keeps nothing between messages, in
/// either era of the protocol.
package struct MCPServer: Sendable {
    private let info: ServerInfo
    private let methods: Methods

    /// - Parameters:
    ///   - operations: Those with an ``AgentFace`` become tools.
    ///   - version: The program's version.
    ///   - changes: Where listeners hear of changes.
    ///   - progressInterval: How often a caller that waits is told so.
    package init(
        operations: [any Operation.Type] = Operations.all, dispatcher: Dispatcher, version: String,
        changes: ChangeFeed, progressInterval: Duration = .seconds(15)
    ) {
        info = ServerInfo(version: version)
        methods = Methods(
            info: info, tools: Tools(operations, dispatcher), resources: Resources(dispatcher),
            completions: Completions(dispatcher), changes: changes, progressInterval: progressInterval)
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

    /// Takes a notification. None asks for anything: a client cancels a call by closing its connection.
    private func accept(_ params: JSONObject, _ caller: MCPCaller) throws(RPCError) -> MCPAnswer {
        let claimed = params["_meta"]?[Envelope.version]?.stringValue
        for version in [claimed, caller.headers?.version].compactMap(\.self)
        where ProtocolRevision(rawValue: version) == nil {
            try Envelope.requireSupported(version)
        }
        return .accepted
    }
}

/// Who sent a message, and what its transport adds. The caller is admitted before any message is read, because the transport
/// itself answers strangers.
package struct MCPCaller: Sendable {
    /// For whom every operation of the message is performed; all together count as one call.
    package let admittance: Admittance
    /// The headers that repeat parts of the message; `nil` where the transport has none.
    package let headers: RoutingHeaders?
    /// Whether the answer may be a stream.
    package let takesStream: Bool

    package init(_ admittance: Admittance, headers: RoutingHeaders? = nil, takesStream: Bool = true) {
        self.admittance = admittance
        self.headers = headers
        self.takesStream = takesStream
    }

    /// Who was admitted. Operations look the caller up anew, so this serves only for words such as "you hold it already".
    var actor: Actor { admittance.actor }
}
