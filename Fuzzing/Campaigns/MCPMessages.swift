internal import TaskFlowMCP
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Messages as clients send them, nearly.
enum MCPMessages {
    static func text(_ random: inout Random) -> String {
        if random.oneIn(12) { return GeneratedJSON.text(&random) }
        var message: JSONObject = ["jsonrpc": "2.0"]
        if !random.oneIn(10) { message["id"] = random.oneIn(8) ? value(&random) : .integer(random.below(9)) }
        let method = random.pick(methods, or: "ping")
        message["method"] = .string(method)
        var params: JSONObject = random.oneIn(10) ? object(&random) : self.params(of: method, &random)
        if !random.oneIn(3) { params["_meta"] = meta(&random) }
        if !random.oneIn(12) { message["params"] = .object(params) }
        return JSON.object(message).text
    }

    /// Headers that mostly say the same as the message.
    static func headers(_ message: RPCMessage, _ random: inout Random) -> RoutingHeaders? {
        guard case .request(let request) = message, !random.oneIn(4) else { return nil }
        let version = request.params["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue
        let name = (request.params["name"] ?? request.params["uri"])?.stringValue
        let damaged = random.oneIn(5) ? random.pick(["", "x", "=?base64?eA==?=", "=?base64?="], or: "") : nil
        return RoutingHeaders(
            protocolVersion: version.map { [$0] } ?? [], method: [damaged ?? request.method],
            name: name.map { [damaged ?? $0] } ?? [])
    }

    private static let methods = [
        "initialize", "ping", "server/discover", "tools/list", "tools/call", "tools/call", "tools/call", "tools/call",
        "resources/list", "resources/templates/list", "resources/read", "prompts/list", "prompts/get",
        "completion/complete", "subscriptions/listen", "notifications/cancelled", "nonsense", "",
    ]

    private static let uris = ["taskflow://me", "taskflow://tasks/1", "taskflow://projects/a", "taskflow://tasks/{id}"]

    private static func params(of method: String, _ random: inout Random) -> JSONObject {
        switch method {
        case "tools/call":
            guard let operation = Operations.all.randomElement(using: &random) else { return [:] }
            return call(operation, &random)
        case "resources/read": return ["uri": .string(random.pick(uris, or: ""))]
        case "prompts/get":
            let names = ["start_work", "report_progress", "plan_project"]
            return ["name": .string(random.pick(names, or: "")), "arguments": random.oneIn(2) ? value(&random) : [:]]
        case "completion/complete":
            return [
                "ref": ["type": "ref/resource", "uri": .string(random.pick(uris, or: ""))],
                "argument": ["name": random.oneIn(2) ? "id" : "slug", "value": "1"],
            ]
        case "subscriptions/listen":
            return ["notifications": random.oneIn(2) ? value(&random) : ["resourceSubscriptions": ["taskflow://me"]]]
        default: return random.oneIn(2) ? object(&random) : [:]
        }
    }

    private static func call<O: Operation>(_ operation: O.Type, _ random: inout Random) -> JSONObject {
        var arguments = JSONObject()
        for field in O.Input.schema.fields where !random.oneIn(3) {
            let name = field.source == .header ? "expected_version" : field.name
            arguments[name] = random.oneIn(3) ? value(&random) : .integer(random.below(4))
            if random.oneIn(2) { arguments[name] = .string(random.pick(Seeds.fragments, or: "1")) }
        }
        if random.oneIn(3) { arguments["detail"] = random.oneIn(2) ? "full" : value(&random) }
        return ["name": .string(O.spec.agent?.tool ?? O.spec.name), "arguments": .object(arguments)]
    }

    private static func meta(_ random: inout Random) -> JSON {
        if random.oneIn(8) { return value(&random) }
        let version = random.oneIn(8) ? value(&random) : "2026-07-28"
        return [
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": random.oneIn(8) ? value(&random) : [:],
        ]
    }

    private static func value(_ random: inout Random) -> JSON {
        (try? JSONParser.parse(GeneratedJSON.text(&random, depth: 3).utf8)) ?? .null
    }

    private static func object(_ random: inout Random) -> JSONObject { value(&random).objectValue ?? [:] }
}
