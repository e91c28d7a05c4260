package import TaskFlowSchema

/// An error of the protocol itself (JSON-RPC 2.0, section 5.1). An operation's refusal is no such error: it is a tool result
/// with `isError`.
package struct RPCError: Error, Sendable, Equatable {
    /// What kind of error, by its number on the wire.
    package enum Code: Int, Sendable, CaseIterable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        /// The transport refuses the call, with a status of its own (HTTP: 401, 403, 429, 503); JSON-RPC leaves the number to
        /// the implementation.
        case refused = -32000
        /// Headers and body contradict each other (MCP 2026-07-28).
        case headerMismatch = -32020
        /// The request needs a capability that the client did not declare (MCP 2026-07-28).
        case missingClientCapability = -32021
        /// The server does not speak the revision asked for (MCP 2026-07-28).
        case unsupportedVersion = -32022
    }

    package var code: Code
    /// One sentence for whoever wrote the client.
    package var message: String
    package var data: JSON?
    /// The id of the request, when it could be read.
    package var id: RequestID?
    /// For the log alone: what lay behind a fault of the server.
    package var cause: String?

    package init(_ code: Code, _ message: String, data: JSON? = nil, id: RequestID? = nil, cause: String? = nil) {
        self.code = code
        self.message = message
        self.data = data
        self.id = id
        self.cause = cause
    }

    /// The message on the wire; an id that could not be read is `null`.
    package var json: JSON {
        var error: JSONObject = ["code": .integer(code.rawValue), "message": .string(message)]
        if let data { error["data"] = data }
        return ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": .object(error)]
    }

    /// The same error as the answer to a request.
    func of(_ id: RequestID) -> RPCError {
        var error = self
        error.id = id
        return error
    }
}
