package import TaskFlowSchema

/// One message from a client: JSON-RPC 2.0 as MCP narrows it (no batches, `params` an object, an id never null).
package enum RPCMessage: Sendable, Equatable {
    case request(RPCRequest)
    case notification(method: String, params: JSONObject)

    /// Reads one message from its bytes; anything but JSON is a parse error.
    package static func read(_ bytes: some Sequence<UInt8>) throws(RPCError) -> RPCMessage {
        let json: JSON
        do throws(JSONSyntaxError) { json = try JSONParser.parse(bytes) } catch {
            throw RPCError(.parseError, "Parse error: \(error.message)")
        }
        return try read(json)
    }

    /// Reads one message. Refuses a batch, a response and anything else that is neither request nor notification.
    package static func read(_ json: JSON) throws(RPCError) -> RPCMessage {
        guard case .object(let message) = json else {
            let isBatch = json.arrayValue != nil
            let what = isBatch ? "Batches are not supported: send one message" : "Send one JSON-RPC object"
            throw RPCError(.invalidRequest, what)
        }
        let id = message["id"].flatMap(RequestID.init)
        do throws(RPCError) { return try read(message, id) } catch {
            throw id.map(error.of) ?? error
        }
    }

    private static func read(_ message: JSONObject, _ id: RequestID?) throws(RPCError) -> RPCMessage {
        guard message["jsonrpc"] == "2.0" else { throw RPCError(.invalidRequest, "jsonrpc must be \"2.0\"") }
        guard let method = message["method"]?.stringValue else {
            let isResponse = message["result"] != nil || message["error"] != nil
            throw RPCError(.invalidRequest, isResponse ? "This server asks nothing" : "method must be a string")
        }
        let params = try params(of: message)
        if let id { return .request(RPCRequest(id: id, method: method, params: params)) }
        guard message["id"] == nil else { throw RPCError(.invalidRequest, "id must be a string or an integer") }
        return .notification(method: method, params: params)
    }

    private static func params(of message: JSONObject) throws(RPCError) -> JSONObject {
        switch message["params"] {
        case nil, .null?: return [:]
        case .object(let params)?: return params
        default: throw RPCError(.invalidRequest, "params must be an object")
        }
    }
}
