import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite struct PromptTests {
    @Test(arguments: TestEra.allCases)
    func `three prompts, each made of its arguments`(_ era: TestEra) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@ada"))
            let prompts = try await door.result("prompts/list", era: era)["prompts"]?.arrayValue ?? []
            #expect(prompts.map { $0["name"] } == ["start_work", "report_progress", "plan_project"])
            let samples: [(String, JSONObject, String)] = [
                ("start_work", ["project": "site"], "project=\"site\""), ("start_work", [:], "claim_next_task"),
                ("report_progress", ["task_id": "12", "note": "Half"], "task \"12\""),
                ("plan_project", ["goal": "A \"new\"\nsite", "project": "site"], "\"A 'new' site\""),
            ]
            for (name, arguments, part) in samples {
                let params: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
                let result = try await door.result("prompts/get", params, era: era)
                #expect(result["messages"]?.arrayValue?.count == 1)
                #expect(result["messages"]?[0]?["role"] == "user")
                #expect(result["messages"]?[0]?["content"]?["type"] == "text")
                let text = try #require(result["messages"]?[0]?["content"]?["text"]?.stringValue)
                #expect(text.contains(part), "\(text)")
            }
            #expect(try await door.result("prompts/get", ["name": "start_work"], era: era)["messages"] != nil)
        }
    }

    @Test func `an unknown prompt and missing or strange arguments are refused`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@ada"))
            let faulty: [JSONObject] = [
                ["name": "nonsense"], [:], ["name": 1], ["name": "report_progress"],
                ["name": "report_progress", "arguments": [:]],
                ["name": "report_progress", "arguments": ["task_id": 1]],
                ["name": "report_progress", "arguments": ["task_id": " "]],
                ["name": "plan_project", "arguments": ["goal": "x", "gaol": "y"]],
                ["name": "start_work", "arguments": []],
            ]
            for params in faulty {
                for era in TestEra.allCases {
                    #expect(try await door.error("prompts/get", params, era: era)["code"] == -32602, "\(params)")
                }
            }
        }
    }
}
