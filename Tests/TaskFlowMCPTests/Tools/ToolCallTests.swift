import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct ToolCallTests {
    /// Each tool once, in the order of a task's life, in each revision.
    @Test(arguments: TestEra.allCases)
    func `every tool does what it says, and keeps its own output schema`(_ era: TestEra) async throws {
        try await withCrew { crew in
            let ada = Door(try await crew.worker("@ada", isAdmin: true))
            let claude = Door(try await crew.worker("@claude", type: .agent))
            let schemas = try await outputSchemas(claude, era)
            let steps: [(Door, String, JSONObject, String?)] = [
                (claude, "create_task", ["title": "Do it", "tags": ["a"], "due_date": "2026-12-01"], "pending"),
                (claude, "update_task", ["task_id": 1, "title": "Do it well", "due_date": .null], "pending"),
                (claude, "assign_task", ["task_id": 1, "assignee": "@claude"], "pending"),
                (claude, "claim_task", ["task_id": 1, "expected_version": 3], "in_progress"),
                (claude, "update_progress", ["task_id": 1, "percent": 40, "note": "Begun"], "in_progress"),
                (claude, "block_task", ["task_id": 1, "reason": "Rain"], "blocked"),
                (claude, "unblock_task", ["task_id": 1], "in_progress"),
                (claude, "submit_task", ["task_id": 1], "review"),
                (ada, "reject_task", ["task_id": 1, "reason": "Again"], "in_progress"),
                (claude, "release_task", ["task_id": 1], "pending"),
                (claude, "claim_task", ["task_id": "1"], "in_progress"),
                (claude, "submit_task", ["task_id": 1], "review"),
                (ada, "approve_task", ["task_id": 1], "completed"),
                (claude, "get_task", ["task_id": 1, "detail": "full"], "completed"),
                (claude, "list_tasks", ["status": "completed"], nil),
                (claude, "list_projects", [:], nil), (claude, "whoami", [:], nil),
            ]
            for (door, tool, arguments, status) in steps {
                let result = try await door.call(tool, arguments, era: era)
                #expect(result["isError"] == false, "\(tool): \(result.text)")
                let structured = try #require(result["structuredContent"])
                if let schema = schemas[tool] { #expect(SchemaCheck.faults(structured, schema) == [], "\(tool)") }
                // The text says the same.
                #expect(result["content"] == [["type": "text", "text": .string(structured.text)]])
                if let status { #expect(structured["status"]?.stringValue == status, "\(tool)") }
            }
            // The audit log knows which door it was.
            let entries = try await ada.member.call(TaskAudit.self, ["task_id": 1]).elements
            #expect(entries.count == 13)
            #expect(entries.allSatisfy { $0.via == .mcp })
        }
    }

    @Test func `full is what REST answers`() async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            let door = Door(member)
            let id = try await member.addTask("Do it", ["description": "All of it", "tags": ["x"]])
            let rest = try await member.call(GetTask.self, ["task_id": id.json]).json
            let told = try #require(
                try await door.call("get_task", ["task_id": id.json, "detail": "full"])["structuredContent"]?
                    .objectValue)
            #expect(told["note"] == nil)
            #expect(JSON.object(told).text == rest.text)
            let list = try await door.call("list_tasks", ["detail": "full"])["structuredContent"]
            #expect(list?["tasks"]?[0]?.text == rest.text)
            let me = try await member.call(WhoAmI.self).json
            var mine = try #require(try await door.call("whoami")["structuredContent"]?.objectValue)
            #expect(mine["crew"] == [])
            mine["crew"] = nil
            #expect(JSON.object(mine).text == me.text)
        }
    }

    @Test func `only an unknown tool and a call that is none are the protocol's errors`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            for era in TestEra.allCases {
                let calls: [JSONObject] = [
                    ["name": "delete_task"], ["name": "Claim_task"], ["name": 1], [:],
                    ["name": "whoami", "arguments": []],
                    ["name": "whoami", "arguments": "x"], ["name": .null],
                ]
                for params in calls {
                    #expect(try await door.error("tools/call", params, era: era)["code"] == -32602, "\(params)")
                }
                #expect(try await door.result("tools/call", ["name": "whoami"], era: era)["isError"] == false)
                let withNull: JSONObject = ["name": "whoami", "arguments": .null]
                #expect(try await door.result("tools/call", withNull, era: era)["isError"] == false)
            }
        }
    }

    @Test func `every fault in the arguments is named, each with its argument`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let words = try await door.refusal(
                "create_task", ["titel": "x", "priority": "urgent", "parent_id": -1, "detail": "all"])
            for part in [
                "titel: This tool takes only title", "title: Field required", "priority: Input should be 'low'",
                "parent_id: ", "detail: Input should be 'concise' or 'full'", "create_task again",
            ] {
                #expect(words.contains(part), "\(words)")
            }
            let version = try await door.refusal("claim_task", ["task_id": "x", "expected_version": "v3"])
            #expect(version.contains("task_id: ") && version.contains("expected_version: "))
            #expect(!version.contains("path") && !version.contains("header"))
            #expect(try await door.refusal("whoami", ["a": 1]).contains("takes no arguments"))
            #expect(try await door.refusal("list_tasks", ["offset": 5]).contains("offset: This tool takes only"))
            #expect(try await door.refusal("claim_task").contains("task_id: Field required"))
            #expect(try await crew.count("SELECT COUNT(*) FROM tasks") == 0)
        }
    }

    @Test func `an agent that sends null for what it leaves out is understood`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let created = try await door.call("create_task", ["title": "x", "parent_id": .null, "detail": .null])
            #expect(created["isError"] == false)
            let bare: JSONObject = ["title": "y", "priority": .null, "tags": .null, "expected_version": .null]
            #expect(try await door.refusal("create_task", bare).contains("expected_version: This tool takes only"))
            let filled = try await door.call("create_task", ["title": "y", "priority": .null, "tags": .null])
            #expect(filled["isError"] == false, "\(filled.text)")
            let kept = try await door.call("update_task", ["task_id": 2, "title": .null, "priority": "high"])
            #expect(kept["structuredContent"]?["title"] == "y" && kept["structuredContent"]?["priority"] == "high")
            #expect(
                try await door.refusal("create_task", ["title": .null]).contains(
                    "title: Input should be a valid string"))
            let listed = try await door.call(
                "list_tasks", ["status": .null, "project": .null, "limit": .null, "cursor": .null, "tag": .null])
            #expect(listed["structuredContent"]?["tasks"]?.arrayValue?.count == 2)
            let claimed = try await door.call("claim_task", ["task_id": 1, "expected_version": .null])
            #expect(claimed["structuredContent"]?["status"] == "in_progress")
        }
    }

    @Test func `a key without the scope is the transport's to refuse, before its arguments are judged`() async throws {
        try await withCrew { crew in
            let reader = try await crew.worker("@reader", type: .agent, scopes: Scopes([.tasksRead]))
            for arguments: JSONObject in [["title": "x"], ["nonsense": 1]] {
                let params: JSONObject = ["name": "create_task", "arguments": .object(arguments)]
                let message = TestEra.november2025.request("tools/call", params)
                guard case .refused(let error) = try await Door(reader).send(message) else {
                    return #expect(Bool(false))
                }
                #expect(error.code == .insufficientScope && error.missingScope == "tasks:write")
            }
        }
    }

    @Test func `of two agents with one version in mind, one is told that it has changed`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            _ = try await door.call("create_task", ["title": "x"])
            _ = try await door.call("update_task", ["task_id": 1, "title": "y", "expected_version": 1])
            let words = try await door.refusal("update_task", ["task_id": 1, "title": "z", "expected_version": 1])
            #expect(words.contains("version 2") && words.contains("expected_version=2"))
            // A call that came through and is sent again changes nothing more.
            _ = try await door.call("claim_task", ["task_id": 1, "expected_version": 2])
            #expect(try await door.refusal("claim_task", ["task_id": 1, "expected_version": 2]).contains("changed"))
            let rows = try await door.member.call(TaskAudit.self, ["task_id": 1]).elements
            #expect(rows.count == 3)
        }
    }

    private func outputSchemas(_ door: Door, _ era: TestEra) async throws -> [String: JSON] {
        let tools = try await door.result("tools/list", era: era)["tools"]?.arrayValue ?? []
        let named = tools.compactMap { tool in tool["outputSchema"].map { (tool["name"]?.stringValue ?? "", $0) } }
        #expect(!named.isEmpty)
        return Dictionary(uniqueKeysWithValues: named)
    }
}
