import TaskFlowDomain
import TaskFlowMCP
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite struct MethodTests {
    @Test func `one revision is stateless, three shake hands`() {
        #expect(ProtocolRevision.allCases.filter(\.isStateless) == [.july2026])
        #expect(ProtocolRevision.allCases.filter { !$0.isStateless }.count == 3)
    }

    @Test func `discover tells the revisions, what is offered, and how to use it`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let result = try await door.result("server/discover")
            #expect(result["resultType"] == "complete")
            #expect(result["supportedVersions"] == ["2026-07-28"])
            #expect(
                result["capabilities"] == [
                    "tools": ["listChanged": false], "resources": ["subscribe": true, "listChanged": true],
                    "prompts": ["listChanged": false], "completions": [:],
                ])
            #expect(result["ttlMs"]?.integerValue ?? -1 >= 0)
            #expect(result["cacheScope"] == "public")
            let info = result["_meta"]?["io.modelcontextprotocol/serverInfo"]
            #expect(info == ["name": "taskflow", "title": "TaskFlow", "version": "1.2.3"])
            let instructions = try #require(result["instructions"]?.stringValue)
            #expect((500...2000).contains(instructions.count))
        }
    }

    @Test(arguments: [
        ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
        ("2024-11-05", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("next", "2025-11-25"),
    ])
    func `initialize answers the revision asked for, or the newest that has it`(
        _ asked: String, _ answered: String
    ) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let params: JSONObject = [
                "protocolVersion": .string(asked), "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
            ]
            let result = try await door.result("initialize", params, era: .march2025)
            #expect(result["protocolVersion"]?.stringValue == answered)
            #expect(result["capabilities"]?["resources"] == ["subscribe": false, "listChanged": false])
            #expect(result["serverInfo"]?["version"] == "1.2.3")
            let discovered = try await door.result("server/discover")["instructions"]
            #expect(result["instructions"] == discovered)
            #expect(
                Set(result.objectValue?.members.map(\.name) ?? []) == [
                    "protocolVersion", "capabilities", "serverInfo", "instructions",
                ])
        }
    }

    @Test(arguments: [
        "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/get",
        "sampling/createMessage", "tools/List", "", "notifications/cancelled", "constructor",
    ])
    func `a removed or unknown method is not found today`(_ method: String) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let reply = try await door.reply(TestEra.modern.request(method), TestEra.modern.headers(method))
            #expect(reply.status == .notFound)
            #expect(reply.body["error"]?["code"] == -32601)
        }
    }

    @Test(arguments: ["server/discover", "subscriptions/listen", "logging/setLevel", "resources/subscribe", "nonsense"])
    func `a method that was not there yet is not found yesterday, and that is told with 200`(
        _ method: String
    ) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            for era in TestEra.allCases where era != .modern {
                let reply = try await door.reply(era.request(method), era.headers(method))
                #expect(reply.status == .ok)
                #expect(reply.body["error"]?["code"] == -32601)
            }
        }
    }

    @Test(arguments: ["tools/list", "resources/list", "resources/templates/list", "prompts/list"])
    func `lists say how long they are good, and yesterday's clients are not told`(_ method: String) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let today = try await door.result(method)
            #expect(today["resultType"] == "complete")
            #expect(today["ttlMs"]?.integerValue ?? -1 >= 0)
            #expect(today["cacheScope"]?.stringValue == (method == "resources/list" ? "private" : "public"))
            for era in TestEra.allCases where era != .modern {
                var expected = today.objectValue ?? [:]
                for name in ["resultType", "ttlMs", "cacheScope", "_meta"] { expected[name] = nil }
                #expect(try await door.result(method, era: era) == .object(expected))
            }
            #expect(try await door.error(method, ["cursor": ""])["code"] == -32602)
            #expect(try await door.error(method, ["cursor": "nonsense"])["code"] == -32602)
        }
    }

    @Test func `ping is answered where there is ping`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            for era in TestEra.allCases where era != .modern {
                #expect(try await door.result("ping", era: era) == [:])
            }
        }
    }

    @Test(arguments: [
        "notifications/initialized", "notifications/cancelled", "notifications/roots/list_changed", "nonsense",
    ])
    func `a notification is taken, of a revision that is spoken`(_ method: String) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let message: JSON = ["jsonrpc": "2.0", "method": .string(method), "params": ["requestId": 1]]
            let versions = [[], ["2025-03-26"], ["2025-06-18"], ["2025-11-25"], ["2026-07-28"]]
            for version in versions {
                let answer = try await door.send(message, RoutingHeaders(protocolVersion: version))
                guard case .accepted = answer else { return #expect(Bool(false), "\(answer)") }
            }
            let reply = try await door.reply(message, RoutingHeaders(protocolVersion: ["1999-01-01"]))
            #expect(reply.status == .badRequest)
            #expect(reply.body["id"] == .null)
            #expect(reply.body["error"]?["code"] == -32022)
        }
    }

    @Test func `initialize that describes itself is today's, and today there is none`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let params: JSONObject = ["protocolVersion": "2026-07-28"]
            let message = TestEra.modern.request("initialize", params)
            let reply = try await door.reply(message, TestEra.modern.headers("initialize"))
            #expect(reply.status == .notFound)
            // Without the envelope it is a handshake, whatever the header says.
            let plain: JSON = ["jsonrpc": "2.0", "id": 1, "method": "initialize", "params": .object(params)]
            for version in [["2026-07-28"], ["1999-01-01"], []] {
                let reply = try await door.reply(plain, RoutingHeaders(protocolVersion: version))
                #expect(reply.body["result"]?["protocolVersion"] == "2025-11-25")
            }
        }
    }
}
