internal import HTTPTypes
internal import NIOCore
internal import TaskFlowDomain
package import TaskFlowHTTP
internal import TaskFlowMCP
package import TaskFlowOperations
internal import TaskFlowSchema

/// MCP's messages over HTTP, at `/mcp`.
package struct MCPMount: Mount {
    private let operations: [any Operation.Type]
    private let dispatcher: Dispatcher
    private let changes: ChangeFeed
    private let progressInterval: Duration

    /// - Parameters:
    ///   - operations: What tools and resources are made of.
    ///   - changes: Where those who listen hear of changes.
    ///   - progressInterval: How often a client that waits, and wants to hear of its progress, is told.
    package init(
        _ operations: [any Operation.Type], dispatcher: Dispatcher, changes: ChangeFeed,
        progressInterval: Duration = .seconds(15)
    ) {
        self.progressInterval = progressInterval
        self.operations = operations
        self.dispatcher = dispatcher
        self.changes = changes
    }

    package var requestHeaders: [String] {
        [HTTPField.Name.mcpProtocolVersion, .mcpMethod, .mcpName].map(\.rawName)
    }

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let server = MCPServer(
            operations: operations, dispatcher: dispatcher, version: door.settings.version, changes: changes,
            progressInterval: progressInterval)
        let waiting = Set(operations.filter { $0.mayWait }.compactMap { $0.spec.agent?.tool })
        routes.give(
            "/mcp", to: MCPEndpoint(server: server, dispatcher: dispatcher, door: door, waiting: waiting), allow: "POST"
        )
    }
}

extension HTTPField.Name {
    fileprivate static let mcpMethod = known("Mcp-Method")
    fileprivate static let mcpName = known("Mcp-Name")
    fileprivate static let mcpProtocolVersion = known("MCP-Protocol-Version")
}

/// `/mcp`: Streamable HTTP, 2026-07-28 and, without sessions, the revisions before it.
///
/// The checks come in this order: Origin and Host, who calls, method, Accept and Content-Type, body; then the message's own.
private struct MCPEndpoint: Endpoint {
    let server: MCPServer
    let dispatcher: Dispatcher
    let door: DoorParts
    /// The tools that may wait.
    let waiting: Set<String>

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        if let refusal = MCPRefusal.ofStranger(call.head, door.origins) { return refusal.answer }
        let (credential, _) = try await door.credentials.find(call.head)
        let origin = Origin(via: .mcp, requestID: call.id)
        let caller = try await dispatcher.admit(credential, origin: origin)
        do throws(TaskFlowError) {
            var answer = try await answer(call, caller)
            answer.actor = caller.actor.workerID
            answer.quota = caller.quota
            answer.heldUntilSent = dispatcher.hold(answer.body?.readableBytes ?? 0, for: caller)
            return answer
        } catch {
            throw error.by(caller.actor, caller.quota)
        }
    }

    // Clients of MCP read JSON-RPC alone.
    func refusal(_ answer: Answer, for error: TaskFlowError, id: String) -> Answer { answer.asRPC(error, id: id) }

    private func answer(_ call: Call, _ admittance: Admittance) async throws(TaskFlowError) -> Answer {
        if let refusal = MCPRefusal.ofForm(call.head) { return refusal.answer }
        let takesStream = MediaTypes.accepts("text/event-stream", call.head.accept)
        let caller = MCPCaller(admittance, headers: headers(of: call), takesStream: takesStream)
        switch try await door.bodies.read(call) {
        case .json(let message):
            guard mayWait(message) else { return try answer(await server.answer(message, from: caller), call) }
            let said = try await call.whileConnected { [server] () async throws(TaskFlowError) in
                await server.answer(message, from: caller)
            }
            return try answer(said, call)
        case .absent: return MCPRefusal.unreadable("there is no body").answer
        case .invalid(let issue): return MCPRefusal.unreadable(issue).answer
        }
    }

    /// Whether a message calls a tool that may wait so long that its client may be gone.
    private func mayWait(_ message: JSON) -> Bool {
        guard let tool = message["params"]?["name"]?.stringValue else { return false }
        return waiting.contains(tool)
    }

    private func answer(_ answer: MCPAnswer, _ call: Call) throws(TaskFlowError) -> Answer {
        switch answer {
        case .reply(let reply): return Answer(reply)
        case .accepted: return Answer(.accepted)
        case .stream(let stream): return Answer(events(of: stream, to: call))
        case .needsStream: return MCPRefusal.notAcceptable.answer
        case .refused(let error): throw error
        }
    }

    // It ends by itself when the server shuts down, with the result of the request; it is cancelled when the client hangs up.
    private func events(of messages: MCPStream, to call: Call) -> EventStream {
        EventStream(to: call, door, endsItself: true) { send in
            try await messages.run { try send(EventFrame(event: "message", data: $0.text)) }
        }
    }

    private func headers(of call: Call) -> RoutingHeaders {
        RoutingHeaders(
            protocolVersion: call.headers[values: .mcpProtocolVersion],
            method: call.headers[values: .mcpMethod], name: call.headers[values: .mcpName])
    }
}

extension Answer {
    /// One message.
    fileprivate init(_ reply: RPCReply) {
        let status: HTTPResponse.Status =
            switch reply.status {
            case .ok: .ok
            case .badRequest: .badRequest
            case .notFound: .notFound
            }
        self.init(status, CommonFields.json, ByteBuffer(bytes: reply.body.bytes))
        (cause, isFault) = (reply.cause, reply.cause != nil)
    }
}
