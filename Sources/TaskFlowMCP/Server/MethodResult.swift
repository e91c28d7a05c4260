internal import TaskFlowDomain
internal import TaskFlowSchema

/// What a method answers, before the members that the revision asks for are added.
struct MethodResult: Sendable {
    /// How long a client may keep a result, and for whom (2026-07-28).
    struct Caching: Sendable {
        let milliseconds: Int
        /// Whether it is the same for every caller.
        let isPublic: Bool

        /// For what changes with the program alone.
        static let program = Caching(milliseconds: 3_600_000, isPublic: true)
        /// For what changes with the caller's tasks and projects.
        static let none = Caching(milliseconds: 0, isPublic: false)
    }

    var members: JSONObject
    var caching: Caching?
    /// For the log alone: what lay behind a fault of the server that the result reports.
    var cause: String?

    init(_ members: JSONObject, caching: Caching? = nil) {
        self.members = members
        self.caching = caching
    }

    /// The result as the revisions of an era have it.
    func object(in era: Era, _ server: ServerInfo) -> JSONObject {
        guard era == .modern else { return members }
        var result: JSONObject = ["resultType": "complete"]
        for (name, value) in members.members { result[name] = value }
        if let caching {
            result["ttlMs"] = .integer(caching.milliseconds)
            result["cacheScope"] = caching.isPublic ? "public" : "private"
        }
        var meta = members["_meta"]?.objectValue ?? [:]
        meta[Envelope.serverInfo] = server.json
        result["_meta"] = .object(meta)
        return result
    }
}

/// Why a method has no result.
enum MCPFailure: Error {
    /// The message is faulty, or the server is.
    case rpc(RPCError)
    /// An operation's refusal that the transport must answer: 401, a missing scope, 429, 503.
    case refused(TaskFlowError)
    /// The answer must be a stream, and the caller takes none.
    case needsStream

    /// The failure as a message, for an answer that has begun already.
    var rpc: RPCError {
        switch self {
        case .rpc(let error): error
        case .refused(let error): RPCError(.refused, error.message, data: ["code": .string(error.code.rawValue)])
        case .needsStream: RPCError(.invalidRequest, "The answer is a stream, which the client does not take")
        }
    }

    static func invalidParams(_ message: String) -> MCPFailure { .rpc(RPCError(.invalidParams, message)) }

    /// An operation's error, in a method whose results cannot hold a refusal.
    init(_ error: TaskFlowError) {
        switch error.code {
        case .unauthenticated, .insufficientScope, .rateLimited, .unavailable: self = .refused(error)
        case .validationFailed, .notFound: self = .rpc(RPCError(.invalidParams, error.message))
        default: self = .rpc(RPCError(.internalError, error.message, cause: error.cause ?? error.message))
        }
    }
}
