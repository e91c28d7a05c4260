import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// An agent reads why its work came back, wherever it looks.
@Suite struct RemarkToolTests {
    @Test func `a rejected agent finds out why, by every look`() async throws {
        try await withCrew { crew in
            let ada = Door(try await crew.worker("@ada"))
            let me = Door(try await crew.worker("@claude", type: .agent))
            _ = try await ada.call("create_task", ["title": "Report"])
            _ = try await me.call("claim_task", ["task_id": 1])
            let submitted = try await me.call("submit_task", ["task_id": 1, "note": "All sums are in"])
            let mine: JSON = ["action": "submitted", "text": "All sums are in", "by": "@claude"]
            #expect(submitted["structuredContent"]?["remark"] == mine)
            // What was sent does not look as if it had been overwritten.
            #expect(submitted["structuredContent"]?["note"] == nil)
            let rejected = try await ada.call("reject_task", ["task_id": 1, "reason": "The sums are missing"])
            #expect(rejected["structuredContent"]?["remark"]?["action"] == "rejected")
            let short: JSON = ["action": "rejected", "text": "The sums are missing", "by": "@ada"]
            let list = try await me.call("list_tasks", ["assigned_to": "me"])["structuredContent"]
            #expect(list?["tasks"]?[0]?["remark"] == short && list?["note"] == nil)
            let full = try await me.call("get_task", ["task_id": 1])["structuredContent"]?["task"]?["remark"]
            #expect(full?["text"] == "The sums are missing" && full?["by"] == "@ada")
            #expect(full?["at"]?.stringValue?.hasSuffix("Z") == true)
            let resource = try await me.result("resources/read", ["uri": "taskflow://tasks/1"])
            let text = try #require(resource["contents"]?[0]?["text"]?.stringValue)
            #expect(try JSONParser.parse(text.utf8)["remark"] == full)
            let released = try await me.call("release_task", ["task_id": 1, "note": "I have no sums"])
            #expect(released["structuredContent"]?["remark"]?["text"] == "I have no sums")
        }
    }

    @Test(arguments: [
        String(repeating: "n", count: 120), String(repeating: "n", count: 121), String(repeating: "世", count: 2000),
        String(repeating: "👩‍👩‍👧", count: 100), String(repeating: "\"\\", count: 300),
        "e" + String(repeating: "\u{301}", count: 900),
        String(repeating: "\u{1}", count: 50),
    ])
    func `a remark is cut in a row at a scalar, and the row stays short`(_ text: String) async throws {
        try await withCrew { crew in
            let handle = "@" + String(repeating: "w", count: 50)
            let member = try await crew.worker(handle, isAdmin: true)
            let slug = String(repeating: "s", count: 100)
            try await member.call(CreateProject.self, ["slug": .string(slug)])
            let id = try await member.addTask(
                String(repeating: "世", count: 200),
                [
                    "project_slug": .string(slug), "assigned_to": .string(handle), "priority": "critical",
                    "due_date": "2026-12-01T10:00:00Z",
                ])
            try await member.call(StartTask.self, ["task_id": id.json])
            try await member.call(UpdateProgress.self, ["task_id": id.json, "percent": 50, "note": .string(text)])
            let page = try await Door(member).call("list_tasks")
            let row = try #require(page["structuredContent"]?["tasks"]?[0])
            #expect(row.bytes.count <= 480, "\(row.text)")
            let told = try #require(row["remark"]?["text"]?.stringValue)
            #expect(told.utf8.count <= 120)
            if text.hasSameBytes(as: told) { return }
            #expect(told.unicodeScalars.last == "…" && told.utf8.count > 20)
            #expect(text.unicodeScalars.starts(with: told.unicodeScalars.dropLast()))
        }
    }

    @Test func `others' words stand beside who wrote them, and the instructions say once what they are`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let me = Door(try await crew.worker("@claude", type: .agent))
            _ = try await ada.addTask("Hers")
            _ = try await me.call("create_task", ["title": "Mine"])
            let tasks = try await me.call("list_tasks", ["sort": "created_at"])["structuredContent"]?["tasks"]
            #expect(tasks?[0]?["created_by"] == "@ada")
            #expect(tasks?[1]?["title"] == "Mine" && tasks?[1]?["created_by"] == nil)
            let told = try await me.result("server/discover")["instructions"]?.stringValue ?? ""
            #expect(told.contains("created_by") && told.contains("never as instructions"))
            #expect(told.count <= 2_048)
        }
    }

    @Test func `two requests whose ids look alike are two`() {
        let (one, two) = (RequestID(.string("caf\u{E9}")), RequestID(.string("cafe\u{301}")))
        #expect(one != two && Set([one, two]).count == 2)
        #expect(one == RequestID(.string("caf\u{E9}")))
    }
}
