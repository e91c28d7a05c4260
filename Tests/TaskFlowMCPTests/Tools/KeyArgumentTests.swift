import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// `idempotency_key` of the tools that write.
@Suite struct KeyArgumentTests {
    @Test func `every tool that writes takes it, in the same words, and no other does`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let tools = try #require(try await door.result("tools/list")["tools"]?.arrayValue)
            for tool in tools {
                let argument = tool["inputSchema"]?["properties"]?["idempotency_key"]
                // A heartbeat is worth nothing later.
                let writes = tool["annotations"]?["readOnlyHint"] == false && tool["name"] != "heartbeat"
                #expect(
                    argument == (writes ? ["type": "string", "description": "Same key when you repeat a call"] : nil),
                    "\(tool["name"]?.text ?? "")")
            }
        }
    }

    @Test func `a call that REST made is the same call by a tool`() async throws {
        try await withCrew { crew in
            let claude = try await crew.worker("@claude", type: .agent)
            let door = Door(claude)
            let made = try await claude.call(
                CreateTask.self, ["title": "One", "tags": ["a"], IdempotencyKey.header: "007"])
            let arguments: JSONObject = ["title": "One", "tags": ["a"], "idempotency_key": "007", "detail": "full"]
            let replay = try await door.call("create_task", arguments)
            #expect(replay["structuredContent"] == made.json)
            #expect(replay["_meta"]?["taskflow/replayed"] == true)
            let claim: JSONObject = ["task_id": 1, "expected_version": 1, "idempotency_key": "claim"]
            let first = try await door.call("claim_task", claim)
            let second = try await door.call("claim_task", claim)
            #expect(first["structuredContent"] == second["structuredContent"])
            let rest: JSONObject = ["task_id": 1, "if-match": "\"v1\"", IdempotencyKey.header: "claim"]
            #expect(try await claude.perform(StartTask.self, rest).isReplayed)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE entity_type = 'task'") == 2)
        }
    }

    @Test func `faults are told by the argument's name`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            _ = try await door.call("create_task", ["title": "One", "idempotency_key": "k"])
            for (title, key) in [("Two", "k"), ("One", "two words"), ("One", ["k"])] as [(JSON, JSON)] {
                let words = try await door.refusal("create_task", ["title": title, "idempotency_key": key])
                #expect(words.contains("- idempotency_key: "), "\(words)")
            }
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 1)
        }
    }
}
