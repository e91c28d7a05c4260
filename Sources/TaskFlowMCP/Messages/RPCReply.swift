public import TaskFlowSchema

/// The one message that answers a request, and how a transport with statuses should send it.
public struct RPCReply: Sendable, Equatable {
    /// What a transport that has statuses makes of a reply (HTTP: 200, 400, 404).
    public enum Status: Sendable {
        case ok
        case badRequest
        case notFound
    }

    public let status: Status
    /// The message on the wire.
    public let body: JSON

    public init(result: JSONObject, to id: RequestID) {
        status = .ok
        body = ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
    }

    /// - Parameter isLegacy: Revisions before 2026-07-28 tell errors of the protocol with 200.
    public init(_ error: RPCError, isLegacy: Bool = false) {
        status = isLegacy ? .ok : error.code.status
        body = error.json
    }
}

extension RPCError.Code {
    fileprivate var status: RPCReply.Status {
        switch self {
        case .internalError: .ok
        case .methodNotFound: .notFound
        default: .badRequest
        }
    }
}
