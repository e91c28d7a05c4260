internal import TaskFlowSchema

/// What the bridge itself answers.
enum MCPReply {
    /// The code of what went wrong between here and the server; JSON-RPC leaves it to the implementation.
    static let transportFault = -32000
    static let parseError = -32700

    static func error(_ id: JSON?, _ code: Int, _ message: String, data: JSONObject? = nil) -> [UInt8] {
        var error: JSONObject = ["code": .integer(code), "message": .string(message)]
        if let data { error["data"] = .object(data) }
        return JSON.object(["jsonrpc": "2.0", "id": id ?? .null, "error": .object(error)]).bytes
    }

    /// The server's answer as one line, for the request with this id; nil when it is none.
    ///
    /// - Parameter note: what a refusal is to say besides.
    static func line(_ body: [UInt8], for id: JSON?, note: String? = nil) -> [UInt8]? {
        guard var answer = (try? JSONParser.parse(body))?.objectValue, answer["jsonrpc"] != nil else { return nil }
        let isAnonymous = answer["method"] == nil && (answer["id"] ?? .null) == .null
        if note == nil, !isAnonymous || id == nil { return oneLine(body) }
        if isAnonymous, let id { answer["id"] = id }
        if let note, var error = answer["error"]?.objectValue {
            error["message"] = .string("\(note) (\(error["message"]?.stringValue ?? "no reason given"))")
            answer["error"] = .object(error)
        }
        return JSON.object(answer).bytes
    }

    /// Whether a message of a stream is the answer to the request with this id.
    static func isAnswer(_ message: [UInt8], to id: JSON?) -> Bool {
        guard let json = try? JSONParser.parse(message) else { return false }
        return json["method"] == nil && (json["id"] ?? .null) == (id ?? .null)
    }

    /// Line breaks stand between JSON's tokens only, as strings escape them.
    static func oneLine(_ json: [UInt8]) -> [UInt8] {
        json.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
    }
}
