import TaskFlowDomain
import TaskFlowMCP
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Agents write a whole number in more ways than one.
@Suite struct NumberSpellingTests {
    @Test(arguments: ["1", "1.0", #""1""#, #""1.0""#, #"" 1 ""#, "1e0"])
    func `a number means the same however it is spelled`(_ spelling: String) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            for title in ["one", "two", "three"] { _ = try await member.addTask(title) }
            let (door, number) = (Door(member), try JSONParser.parse(spelling.utf8))
            let page = try await door.call("list_tasks", ["limit": number])["structuredContent"]
            #expect(page?["tasks"]?.arrayValue?.count == 1 && page?["next_cursor"] != .null)
            let claim: JSONObject = ["task_id": number, "expected_version": number]
            let claimed = try await door.call("claim_task", claim)
            #expect(claimed["structuredContent"]?["version"] == 2, "\(claimed.text)")
            let stale = try await door.refusal("update_task", ["task_id": 1, "title": "x", "expected_version": number])
            #expect(stale.contains("pass expected_version=2"), "\(stale)")
        }
    }

    @Test(arguments: ["1.5", "[1]", #""v1""#, "0", "-1", "1e300"])
    func `what is no version is a fault of that argument, and nothing is done`(_ spelling: String) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            let id = try await member.addTask()
            let version = try JSONParser.parse(spelling.utf8)
            let words = try await Door(member).refusal("claim_task", ["task_id": id.json, "expected_version": version])
            #expect(words.contains("- expected_version: "), "\(words)")
            #expect(try await crew.count("SELECT count(*) FROM tasks WHERE status = 'pending'") == 1)
        }
    }
}
