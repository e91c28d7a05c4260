package import TaskFlowDomain
package import TaskFlowSchema

/// What becomes of a message.
package enum MCPAnswer: Sendable {
    /// One message answers it.
    case reply(RPCReply)
    /// A notification was taken; there is no answer (HTTP: 202).
    case accepted
    /// Several messages answer it, for as long as the transport wants them.
    case stream(MCPStream)
    /// The answer must be a stream, and the caller takes none (HTTP: 406).
    case needsStream
    /// The caller may not call now, or lacks a scope; the transport answers (HTTP: 401, 403, 429, 503).
    case refused(TaskFlowError)
}

/// Messages that answer one request, one after another.
package struct MCPStream: Sendable {
    private let body: @Sendable (_ send: @escaping Send) async throws -> Void

    /// Hands a message to the transport; throws when the transport can take no more.
    package typealias Send = @Sendable (JSON) async throws -> Void

    init(_ body: @escaping @Sendable (_ send: @escaping Send) async throws -> Void) { self.body = body }

    /// Sends the messages until there are no more. Cancel it when nobody listens any more. It ends by itself, with a last
    /// message, when the server shuts down.
    package func run(_ send: @escaping Send) async throws { try await body(send) }
}
