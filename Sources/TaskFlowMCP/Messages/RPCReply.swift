package import TaskFlowSchema

/// The one message that answers a request, with its status for transports that have statuses.
package struct RPCReply: Sendable, Equatable {
    /// The status of a reply on a transport that has statuses (HTTP: 200, 400, 404).
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

    /// - Parameter cause: For the log: what lay behind a fault of the server that the result reports.
    package init(result: JSONObject, to id: RequestID, cause: String? = nil) {
        status = .ok
        self.cause = cause
        body = ["jsonrpc": "2.0", "id": id.json, "result": .object(result)]
    }

    /// - Parameter isLegacy: Whether the revision is older than 2026-07-28; then errors of the protocol have status ok.
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
