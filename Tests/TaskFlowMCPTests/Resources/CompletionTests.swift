import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
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

    /// The number of any task that is there, however old; in one read, and of numbers alone.
    @Test(arguments: Engine.all) func `a number is found among many, along the key and in one read`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { base in
            let counting = CountingDatabase(base.database)
            let crew = try await Crew(on: counting)
            let ada = try await crew.worker("@ada")
            let stranger = try await crew.worker("@far", tenant: "elsewhere")
            try await crew.database.write { tx throws(TaskFlowError) in
                for id in 1...2_500 {
                    try tx.later(
                        """
                        INSERT INTO tasks (id, tenant_id, title, status, priority, progress_percent, tags, created_by, version, \
                        created_at, updated_at, search_text) \(tx.dialect.overriding) VALUES (\(id), 'default', 't', 'pending', \
                        2, 0, '', '@ada', 1, 0, 0, 't')
                        """)
                }
            }
            let task: JSON = ["type": "ref/resource", "uri": "taskflow://tasks/{id}"]
            let door = Door(ada)
            _ = counting.takeCounts()
            #expect(try await values(door, task, "id", "7") == (700...799).reversed().map(String.init))
            #expect(counting.takeCounts().reads <= 2)
            #expect(try await values(door, task, "id", "249") == (2490...2499).reversed().map(String.init) + ["249"])
            #expect(try await values(door, task, "id", "13") == (1300...1399).reversed().map(String.init))
            #expect(try await values(door, task, "id", "").first == "2500")
            for none in ["0", "01", "-1", "x", "1x", "99999999999999999999", "9223372036854775807"] {
                #expect(try await values(door, task, "id", none) == [], "\(none)")
            }
            #expect(try await values(Door(stranger), task, "id", "7") == [])
        }
    }

    @Test(arguments: Engine.all) func `slugs come by their letters, of one's own projects`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (ada, bob) = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let admin = try await crew.worker("@admin", isAdmin: true)
            for slug in ["web-z", "web-a", "web", "we", "wea", "x9"] {
                try await ada.call(CreateProject.self, ["slug": .string(slug)])
            }
            for slug in ["web-b", "website"] { try await bob.call(CreateProject.self, ["slug": .string(slug)]) }
            let project: JSON = ["type": "ref/resource", "uri": "taskflow://projects/{slug}"]
            #expect(try await values(Door(ada), project, "slug", "web") == ["web", "web-a", "web-z"])
            #expect(try await values(Door(bob), project, "slug", "web") == ["web-b", "website"])
            #expect(
                try await values(Door(admin), project, "slug", "web") == ["web", "web-a", "web-b", "web-z", "website"])
            #expect(try await values(Door(ada), project, "slug", "x") == ["x9"])
            for none in ["W", "web_", "%", "we%", "{", "é"] {
                #expect(try await values(Door(admin), project, "slug", none) == [], "\(none)")
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

extension Dialect {
    /// What lets a row have a number that it was not given.
    fileprivate var overriding: SQL { self == .postgres ? "OVERRIDING SYSTEM VALUE" : "" }
}
