import TaskFlowDomain
import TaskFlowMCP
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// What a modern request is refused for before its method is looked at.
@Suite struct EnvelopeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Int
        var meta: JSON = .object(TestEra.meta)
        var method = "tools/call"
        var params: JSONObject = ["name": "whoami"]
        var headers: RoutingHeaders? = good

        var testDescription: String { name }
    }

    static let good = RoutingHeaders(protocolVersion: ["2026-07-28"], method: ["tools/call"], name: ["whoami"])
    static let version = "io.modelcontextprotocol/protocolVersion"
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"

    static func with(_ name: String, _ value: JSON?) -> JSON {
        var meta = TestEra.meta
        meta[name] = value
        return .object(meta)
    }

    static func sent(
        version: [String] = ["2026-07-28"], method: [String] = ["tools/call"], name: [String] = ["whoami"]
    ) -> RoutingHeaders {
        RoutingHeaders(protocolVersion: version, method: method, name: name)
    }

    static let rows = [
        // `_meta`, before anything else.
        Row(name: "no _meta, but a modern header", code: -32602, meta: .null),
        Row(name: "_meta is a list", code: -32602, meta: []),
        Row(name: "no version, headers wrong too", code: -32602, meta: with(version, nil), headers: sent(method: [])),
        Row(name: "no capabilities", code: -32602, meta: with(capabilities, nil)),
        Row(
            name: "no capabilities, version unknown", code: -32602,
            meta: .object([version: "1999-01-01"]), headers: sent(version: ["1999-01-01"])),
        Row(name: "capabilities are no object", code: -32602, meta: with(capabilities, true)),
        // Headers, before the version.
        Row(name: "no version header", code: -32020, headers: sent(version: [])),
        Row(name: "another version in the header", code: -32020, headers: sent(version: ["2025-06-18"])),
        Row(
            name: "header and body agree with nobody", code: -32020,
            meta: with(version, "1999-01-01"), headers: sent(version: ["1999-01-02"])),
        Row(name: "version is a number", code: -32020, meta: with(version, 20_260_728)),
        Row(name: "version header twice", code: -32020, headers: sent(version: ["2026-07-28", "2026-07-28"])),
        Row(name: "no method header", code: -32020, headers: sent(method: [])),
        Row(name: "another method in the header", code: -32020, headers: sent(method: ["tools/list"])),
        Row(name: "method in other case", code: -32020, headers: sent(method: ["Tools/Call"])),
        Row(name: "method header twice", code: -32020, headers: sent(method: ["tools/call", "tools/call"])),
        Row(name: "no name header", code: -32020, headers: sent(name: [])),
        Row(name: "another name in the header", code: -32020, headers: sent(name: ["get_task"])),
        Row(name: "name in broken base64", code: -32020, headers: sent(name: ["=?base64?d2hvYW1p!?="])),
        Row(name: "name in base64 without padding", code: -32020, headers: sent(name: ["=?base64?d2hvYW0?="])),
        Row(name: "name in base64url", code: -32020, headers: sent(name: ["=?base64?Pz8_?="])),
        Row(name: "name in base64 that is no UTF-8", code: -32020, headers: sent(name: ["=?base64?//79?="])),
        Row(name: "marker in other case", code: -32020, headers: sent(name: ["=?BASE64?d2hvYW1p?="])),
        Row(
            name: "no name for resources/read", code: -32020, method: "resources/read",
            params: ["uri": "taskflow://me"], headers: sent(method: ["resources/read"], name: [])),
        Row(
            name: "another prompt in the header", code: -32020, method: "prompts/get",
            params: ["name": "start_work"], headers: sent(method: ["prompts/get"], name: ["plan_project"])),
        // The version.
        Row(
            name: "unknown version", code: -32022,
            meta: with(version, "1999-01-01"), headers: sent(version: ["1999-01-01"])),
        Row(
            name: "a version that needs a handshake", code: -32022,
            meta: with(version, "2025-11-25"), headers: sent(version: ["2025-11-25"])),
        Row(name: "unknown version without headers", code: -32022, meta: with(version, "1999-01-01"), headers: nil),
        Row(name: "version is a number, without headers", code: -32602, meta: with(version, 1), headers: nil),
    ]

    @Test(arguments: rows) func `a request that contradicts itself is refused`(_ row: Row) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            var params = row.params
            if row.meta != .null { params["_meta"] = row.meta }
            let message: JSON = [
                "jsonrpc": "2.0", "id": "r", "method": .string(row.method), "params": .object(params),
            ]
            let reply = try await door.reply(message, row.headers)
            #expect(reply.status == .badRequest)
            #expect(reply.body["id"] == "r")
            #expect(reply.body["error"]?["code"]?.integerValue == row.code, "\(reply.body.text)")
            if row.code == -32022 {
                let asked = row.meta[Self.version]
                #expect(reply.body["error"]?["data"] == ["supported": ["2026-07-28"], "requested": asked ?? .null])
            }
        }
    }

    @Test(arguments: [
        sent(), sent(version: [" 2026-07-28\t"], method: ["  tools/call"], name: ["whoami "]),
        sent(name: ["=?base64?d2hvYW1p?="]), nil,
    ])
    func `a request that agrees with itself is served`(_ headers: RoutingHeaders?) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let message = TestEra.modern.request("tools/call", ["name": "whoami"])
            let reply = try await door.reply(message, headers)
            #expect(reply.status == .ok)
            #expect(reply.body["result"]?["resultType"] == "complete")
        }
    }
}
