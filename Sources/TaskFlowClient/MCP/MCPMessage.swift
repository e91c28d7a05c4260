internal import TaskFlowOperations
internal import TaskFlowSchema

/// One line of a client on standard input, as far as it has to be understood to pass it on.
struct MCPMessage: Sendable {
    /// The line as it came.
    let bytes: [UInt8]
    let json: JSON

    /// Fails for what is not JSON.
    init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        json = try JSONParser.parse(bytes)
        self.bytes = bytes
    }

    var method: String? { json["method"]?.stringValue }

    /// The request's id; nil for a notification, and for whatever else awaits no answer.
    var id: JSON? { isResponse ? nil : json["id"] }

    /// Whether something must be answered: all but notifications and responses.
    var awaitsAnswer: Bool { !isResponse && (json["id"] != nil || method == nil) }

    /// An answer; nothing that a server here would have asked for.
    var isResponse: Bool { method == nil && (json["result"] != nil || json["error"] != nil) }

    /// The revision that a request of revision 2026-07-28 or later names in its envelope.
    var modernVersion: String? {
        json["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue
    }

    /// What the request is about, as the header `Mcp-Name` has it.
    var name: String? {
        switch method {
        case "tools/call", "prompts/get": json["params"]?["name"]?.stringValue
        case "resources/read": json["params"]?["uri"]?.stringValue
        default: nil
        }
    }

    /// Whether the server carries it out once, however often it is sent: a call with an idempotency key.
    var isRepeatable: Bool {
        method == "tools/call" && json["params"]?["arguments"]?["idempotency_key"]?.stringValue != nil
    }

    /// Whether its answer is a stream that ends when the client ends it.
    var isListening: Bool { method == "subscriptions/listen" }

    /// Whether its answer may be waited for: nothing is lost when the client ends it.
    var mayWait: Bool {
        guard method == "tools/call", let name else { return false }
        return Self.waitingTools.contains(name)
    }

    private static let waitingTools = Set(Operations.all.filter { $0.mayWait }.compactMap { $0.spec.agent?.tool })

    /// The request that a cancellation names.
    var cancelled: JSON? { method == "notifications/cancelled" ? json["params"]?["requestId"] : nil }
}
