internal import HTTPTypes
internal import NIOCore
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowMCP
internal import TaskFlowSchema

/// Why a request to the MCP endpoint is refused before its message is looked at: a status, and a JSON-RPC error without id.
struct MCPRefusal: Sendable {
    let status: HTTPResponse.Status
    let error: RPCError

    var answer: Answer {
        var answer = Answer(status, CommonFields.json, ByteBuffer(bytes: error.json.bytes))
        if status == .methodNotAllowed { answer.headers.append(.allow, "POST") }
        return answer
    }

    /// What a page elsewhere asks for, itself or by way of a name that was made to point at this machine.
    static func ofStranger(_ head: RequestHead, _ origins: OriginRules) -> MCPRefusal? {
        guard origins.admitsHost(head) else {
            return MCPRefusal(.misdirectedRequest, "The Host header names another host than this server's")
        }
        return origins.admitsPage(head)
            ? nil : MCPRefusal(.forbidden, "The Origin header names a site that may not call this server")
    }

    /// A request that is no message, whatever its body holds.
    static func ofForm(_ head: RequestHead) -> MCPRefusal? {
        guard head.method == .post else {
            return MCPRefusal(
                .methodNotAllowed, "Send messages with POST: there is no stream to GET and no session to DELETE")
        }
        // All but a subscription is answered in JSON; that one is refused where no stream is taken.
        guard MediaTypes.accepts("application/json", head.accept) else { return notAcceptable }
        guard MediaTypes.isPlainJSON(head.contentType) else {
            return MCPRefusal(.unsupportedMediaType, "Content-Type must be application/json")
        }
        return nil
    }

    static let notAcceptable = MCPRefusal(
        .notAcceptable, "Accept must list application/json, and text/event-stream for subscriptions/listen")

    /// A body that is no JSON.
    static func unreadable(_ reason: String) -> MCPRefusal {
        MCPRefusal(status: .badRequest, error: RPCError(.parseError, "Parse error: \(reason)"))
    }

    static func unreadable(_ issue: ValidationIssue) -> MCPRefusal {
        unreadable(issue.context?["error"]?.stringValue ?? "the body is not UTF-8, or did not arrive whole")
    }

    private init(_ status: HTTPResponse.Status, _ message: String) {
        self.init(status: status, error: RPCError(.invalidRequest, message))
    }

    private init(status: HTTPResponse.Status, error: RPCError) {
        self.status = status
        self.error = error
    }
}

extension Answer {
    /// The same refusal as clients of MCP read it: a JSON-RPC error that says the same sentence. Status and fields stay.
    /// - Parameter id: The call's id, by which its line in the log is found.
    func asRPC(_ error: TaskFlowError, id: String) -> Answer {
        var data: JSONObject = ["code": .string(error.code.rawValue), "request_id": .string(id)]
        if let seconds = headers[.retryAfter].flatMap({ Int($0) }) { data["retry_after"] = .integer(seconds) }
        let message = RPCError(error.code.rpc, error.message, data: .object(data))
        var answer = self
        answer.headers[.contentType] = "application/json"
        answer.body = ByteBuffer(bytes: message.json.bytes)
        return answer
    }
}

extension ErrorCode {
    /// The number that JSON-RPC has for it.
    fileprivate var rpc: RPCError.Code {
        switch self {
        case .internal: .internalError
        case .payloadTooLarge, .validationFailed, .methodNotAllowed: .invalidRequest
        default: .refused
        }
    }
}
