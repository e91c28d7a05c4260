import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Lists in tools' arguments say how long they may be, and hold to it.
@Suite struct ListBoundTests {
    @Test func `every list has its bound in the schema`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let tools = try await door.result("tools/list")["tools"]?.arrayValue ?? []
            var lists = 0
            for tool in tools {
                for (name, property) in tool["inputSchema"]?["properties"]?.objectValue?.members ?? []
                where property["items"] != nil {
                    lists += 1
                    #expect(property["maxItems"] != nil, "\(tool["name"]?.text ?? "") \(name)")
                }
            }
            #expect(lists >= 4)
        }
    }

    @Test func `forty thousand statuses are one fault`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let many = JSON.array(Array(repeating: "pending", count: 40_000))
            let result = try await door.call("list_tasks", ["status": many])
            #expect(result["isError"] == true)
            #expect(result.text.contains("at most 5 items") && result.text.utf8.count < 2000)
        }
    }
}
