import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Faults of the server itself, and outages.
@Suite struct ToolFaultTests {
    @Test(arguments: TestEra.allCases)
    func `an internal error is the protocol's, with 200 and without its cause`(_ era: TestEra) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent), operations: [FaultyTool.self])
            let params: JSONObject = ["name": "faulty", "arguments": ["unavailable": false]]
            let reply = try await door.reply(
                era.request("tools/call", params), era.headers("tools/call", params))
            #expect(reply.status == .ok)
            #expect(reply.body["error"]?["code"] == -32603)
            #expect(reply.body["id"] != .null && reply.body["id"] != nil)
            #expect(!reply.body.text.contains("SELECT"))
        }
    }

    @Test(arguments: TestEra.allCases)
    func `a database that is busy is a refusal that says when to come again`(_ era: TestEra) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent), operations: [FaultyTool.self])
            let result = try await door.call("faulty", ["unavailable": true], era: era)
            #expect(result["isError"] == true)
            #expect(result["content"]?[0]?["text"] == "The database is busy. Wait 7 s, then call again.")
            #expect(!result.text.contains("SQLITE_BUSY"))
        }
    }
}

/// Fails as told.
private enum FaultyTool: TaskFlowOperations.Command {
    static let spec = Spec(
        name: "faulty", verb: Verb("faulty", example: "faulty"),
        agent: AgentFace("faulty", title: "Fails", whenToUse: "Never."), route: .post("/api/test/faulty"),
        scope: nil, summary: "Fails")

    struct Input: Described {
        let isUnavailable: Bool

        static let schema = Schema(Input.init, Field("unavailable", \.isUnavailable, "How it fails"))
    }

    static func run(_ input: Input, as actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> NoContent {
        if input.isUnavailable { throw .unavailable("The database is busy", cause: "SQLITE_BUSY", retryAfter: 7) }
        throw .internal("near \"FROM\": syntax error in SELECT hash FROM keys")
    }
}
