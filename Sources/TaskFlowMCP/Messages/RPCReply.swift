package import TaskFlowSchema

/// The one message that answers a request, and how a transport with statuses should send it.
package struct RPCReply: Sendable, Equatable {
    /// What a transport that has statuses makes of a reply (HTTP: 200, 400, 404).
    package enum Status: Sendable {
        case ok
        case badRequest
        case notFound
    }

    package let status: Status
    /// The message on the wire.
    package let body: JSON
    /// For the log alone: what lay behind a fault of the server; nil where there was none.
    package let cause: String?

    /// - Parameter cause: what lay behind a result that tells of a fault of the server.
    package init(result: JSONObject, to id: RequestID, cause: String? = nil) {
        status = .ok
        self.cause = cause
        body = ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
    }

    /// - Parameter isLegacy: Revisions before 2026-07-28 tell errors of the protocol with 200.
    package init(_ error: RPCError, isLegacy: Bool = false) {
        status = isLegacy ? .ok : error.code.status
        body = error.json
        cause = error.cause
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
