internal import TaskFlowSchema

/// What every modern request says of itself in `_meta`, and the checks on it, in this order: `_meta`, the headers that repeat
/// the body, the revision.
enum Envelope {
    static let version = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
    static let subscriptionID = "io.modelcontextprotocol/subscriptionId"

    /// - Parameter headers: `nil` where the transport has none.
    static func check(_ request: RPCRequest, _ headers: RoutingHeaders?) throws(RPCError) {
        guard let meta = request.meta else {
            throw RPCError(.invalidParams, "params._meta must be an object with \(version) and \(clientCapabilities)")
        }
        for key in [version, clientCapabilities] where meta[key] == nil {
            throw RPCError(.invalidParams, "params._meta lacks \(key)")
        }
        guard meta[clientCapabilities]?.objectValue != nil else {
            throw RPCError(.invalidParams, "params._meta: \(clientCapabilities) must be an object")
        }
        if let headers { try check(headers, against: request, meta) }
        guard let asked = meta[version]?.stringValue else {
            throw RPCError(.invalidParams, "params._meta: \(version) must be a string")
        }
        try requireSupported(asked)
    }

    /// Refuses a revision that the server does not speak without a handshake, and names those that it does.
    static func requireSupported(_ asked: String) throws(RPCError) {
        if ProtocolRevision.stateless.contains(asked) { return }
        let supported = ProtocolRevision.stateless.map { JSON.string($0) }
        throw RPCError(
            .unsupportedVersion, "Unsupported protocol version",
            data: ["supported": .array(supported), "requested": .string(asked)])
    }

    private static func check(
        _ headers: RoutingHeaders, against request: RPCRequest, _ meta: JSONObject
    ) throws(RPCError) {
        try require("MCP-Protocol-Version", headers.protocolVersion.map(HeaderValue.trim), meta[version])
        try require("Mcp-Method", headers.method.map(HeaderValue.trim), .string(request.method))
        // The method itself complains of a name that is missing or no string.
        guard let member = named[request.method], let name = request.params[member]?.stringValue else { return }
        try require("Mcp-Name", headers.name.map(HeaderValue.decode), .string(name))
    }

    /// The methods whose `Mcp-Name` repeats a member of `params`.
    private static let named = ["tools/call": "name", "prompts/get": "name", "resources/read": "uri"]

    private static func require(_ header: String, _ values: [String?], _ expected: JSON?) throws(RPCError) {
        guard let first = values.first else { throw RPCError(.headerMismatch, "The \(header) header is missing") }
        guard values.count == 1 else { throw RPCError(.headerMismatch, "The \(header) header was sent twice") }
        guard let first else { throw RPCError(.headerMismatch, "The \(header) header is not valid base64") }
        guard let text = expected?.stringValue, text.utf8.elementsEqual(first.utf8) else {
            throw RPCError(.headerMismatch, "The \(header) header does not say the same as the body")
        }
    }
}
