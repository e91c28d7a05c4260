internal import HTTPTypes
internal import NIOCore
internal import TaskFlowDomain
internal import TaskFlowMCP
internal import TaskFlowSchema

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
