internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TaskFlowDomain
internal import TaskFlowMCP
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `/mcp`: Streamable HTTP, 2026-07-28 and, without sessions, the revisions before it.
///
/// The checks come in this order: Origin and Host, who calls, method, Accept and Content-Type, body; then the message's own.
struct MCPEndpoint: Endpoint {
    static let path = "/mcp"

    let server: MCPServer
    let door: DoorParts

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        if let refusal = MCPRefusal.ofStranger(call.head, door.origins) { return refusal.answer }
        let (credential, _) = try await door.credentials.find(call.head)
        let origin = Origin(via: .mcp, requestID: call.id)
        let caller = try await door.dispatcher.admit(credential, origin: origin)
        do throws(TaskFlowError) {
            var answer = try await answer(call, caller)
            answer.actor = caller.actor.workerID
            answer.quota = caller.quota
            answer.unsent = door.dispatcher.hold(answer.body?.readableBytes ?? 0, for: caller)
            return answer
        } catch {
            throw error.by(caller.actor, caller.quota)
        }
    }

    private func answer(_ call: Call, _ admittance: Admittance) async throws(TaskFlowError) -> Answer {
        if let refusal = MCPRefusal.ofForm(call.head) { return refusal.answer }
        let takesStream = MediaTypes.accepts("text/event-stream", call.head.accept)
        let caller = MCPCaller(admittance, headers: headers(of: call.request), takesStream: takesStream)
        switch try await door.bodies.read(call) {
        case .json(let message): return try answer(await server.answer(message, from: caller), call)
        case .absent: return MCPRefusal.unreadable("there is no body").answer
        case .invalid(let issue): return MCPRefusal.unreadable(issue).answer
        }
    }

    private func answer(_ answer: MCPAnswer, _ call: Call) throws(TaskFlowError) -> Answer {
        switch answer {
        case .reply(let reply): return Answer(reply)
        case .accepted: return Answer(.accepted)
        case .stream(let stream): return Answer(stream, call.channel, door.settings.limits)
        case .needsStream: return MCPRefusal.notAcceptable.answer
        case .refused(let error): throw error
        }
    }

    private func headers(of request: Request) -> RoutingHeaders {
        RoutingHeaders(
            protocolVersion: request.headers[values: .mcpProtocolVersion],
            method: request.headers[values: .mcpMethod], name: request.headers[values: .mcpName])
    }
}

extension Answer {
    /// One message.
    init(_ reply: RPCReply) {
        let status: HTTPResponse.Status =
            switch reply.status {
            case .ok: .ok
            case .badRequest: .badRequest
            case .notFound: .notFound
            }
        self.init(status, CommonFields.json, ByteBuffer(bytes: reply.body.bytes))
        (cause, isFault) = (reply.cause, reply.cause != nil)
    }

    /// Messages that come as they come.
    init(_ messages: MCPStream, _ channel: any Channel, _ limits: HTTPLimits) {
        self.init(.ok, EventStream.fields)
        stream = EventStream(messages: messages, channel: channel, commentSeconds: limits.commentSeconds)
    }
}
