internal import TaskFlowDomain

/// Why a method has no result.
enum MCPFailure: Error {
    /// The message is at fault, or the server.
    case rpc(RPCError)
    /// An operation's refusal that the transport must tell of: 401, a missing scope, 429, 503.
    case refused(TaskFlowError)
    /// The answer must be a stream, and the caller takes none.
    case needsStream

    static func invalidParams(_ message: String) -> MCPFailure { .rpc(RPCError(.invalidParams, message)) }

    /// An operation's error where the protocol has no other place for it.
    init(_ error: TaskFlowError) {
        switch error.code {
        case .unauthenticated, .insufficientScope, .rateLimited, .unavailable: self = .refused(error)
        case .validationFailed, .notFound: self = .rpc(RPCError(.invalidParams, error.message))
        default: self = .rpc(RPCError(.internalError, error.message, cause: error.cause ?? error.message))
        }
    }
}
