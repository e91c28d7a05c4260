import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite struct CompletionTests {
    @Test func `numbers and slugs are completed, of what the caller may see`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let stranger = Door(try await crew.worker("@claude", type: .agent))
            for slug in ["site", "side", "other"] { try await ada.call(CreateProject.self, ["slug": .string(slug)]) }
            for _ in 1...12 { _ = try await ada.addTask("x", ["project_slug": "site"]) }
            let door = Door(ada)
            let task: JSON = ["type": "ref/resource", "uri": "taskflow://tasks/{id}"]
            let project: JSON = ["type": "ref/resource", "uri": "taskflow://projects/{slug}"]
            #expect(try await values(door, task, "id", "1") == ["12", "11", "10", "1"])
            #expect(try await values(door, task, "id", "99") == [])
            #expect(try await values(door, project, "slug", "si") == ["side", "site"])
            let start: JSON = ["type": "ref/prompt", "name": "start_work"]
            let report: JSON = ["type": "ref/prompt", "name": "report_progress"]
            #expect(try await values(door, start, "project", "o") == ["other"])
            #expect(try await values(door, report, "task_id", "12") == ["12"])
            #expect(try await values(door, report, "note", "x") == [])
            #expect(try await values(stranger, task, "id", "") == [])
            #expect(try await values(stranger, project, "slug", "") == [])
        }
    }

    @Test func `at most a hundred values, and it is told that there are more`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            for number in 1...130 { try await ada.call(CreateProject.self, ["slug": .string("p\(number)")]) }
            let params: JSONObject = [
                "ref": ["type": "ref/resource", "uri": "taskflow://projects/{slug}"],
                "argument": ["name": "slug", "value": ""],
            ]
            for era in TestEra.allCases {
                let completion = try await Door(ada).result("completion/complete", params, era: era)["completion"]
                #expect(completion?["values"]?.arrayValue?.count == 100)
                #expect(completion?["hasMore"] == true)
            }
        }
    }

    @Test func `what has nothing to complete is refused`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@ada"))
            let argument: JSON = ["name": "id", "value": ""]
            let faulty: [JSONObject] = [
                [:], ["ref": ["type": "ref/resource", "uri": "taskflow://tasks/{id}"]],
                ["ref": ["type": "ref/resource", "uri": "x://{id}"], "argument": argument],
                [
                    "ref": ["type": "ref/resource", "uri": "taskflow://tasks/{id}"],
                    "argument": ["name": "slug", "value": ""],
                ],
                ["ref": ["type": "ref/prompt", "name": "nonsense"], "argument": argument],
                ["ref": ["type": "ref/tool", "name": "x"], "argument": argument], ["ref": 1, "argument": argument],
                ["ref": ["type": "ref/prompt", "name": "start_work"], "argument": ["name": "id"]],
            ]
            for params in faulty {
                #expect(try await door.error("completion/complete", params)["code"] == -32602, "\(params)")
            }
        }
    }

    private func values(_ door: Door, _ reference: JSON, _ name: String, _ begun: String) async throws -> [String] {
        let params: JSONObject = [
            "ref": reference, "argument": ["name": .string(name), "value": .string(begun)],
        ]
        let result = try await door.result("completion/complete", params)
        return result["completion"]?["values"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}
