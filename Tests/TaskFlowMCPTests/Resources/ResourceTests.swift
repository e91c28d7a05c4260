import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite struct ResourceTests {
    @Test(arguments: TestEra.allCases)
    func `tasks, projects and the caller are read by address`(_ era: TestEra) async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            try await ada.call(CreateProject.self, ["slug": "site", "name": "The site"])
            _ = try await ada.addTask("x", ["project_slug": "site"])
            let door = Door(ada)
            for uri in ["taskflow://tasks/1", "taskflow://projects/site", "taskflow://me"] {
                let contents = try await door.result("resources/read", ["uri": .string(uri)], era: era)["contents"]
                #expect(contents?.arrayValue?.count == 1)
                #expect(contents?[0]?["uri"]?.stringValue == uri)
                #expect(contents?[0]?["mimeType"] == "application/json")
                let text = try #require(contents?[0]?["text"]?.stringValue)
                #expect(try JSONParser.parse(text.utf8).objectValue != nil)
            }
            let task = try await ada.call(GetTask.self, ["task_id": 1]).json.text
            let read = try await door.result("resources/read", ["uri": "taskflow://tasks/1"], era: era)
            #expect(read["contents"]?[0]?["text"]?.stringValue == task)
        }
    }

    @Test(arguments: [
        "taskflow://tasks/2", "taskflow://tasks/0", "taskflow://tasks/01", "taskflow://tasks/-1", "taskflow://tasks/",
        "taskflow://tasks/1/", "taskflow://tasks/1?x", "taskflow://tasks/99999999999999999999",
        "taskflow://projects/nope",
        "taskflow://projects/No", "taskflow://me/", "taskflow://", "TASKFLOW://me", "https://example.org", "", "me",
        "file:///etc/passwd",
    ])
    func `what is not there, or not the caller's to see, is not found`(_ uri: String) async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            try await ada.call(CreateProject.self, ["slug": "site"])
            _ = try await ada.addTask("x", ["project_slug": "site"])
            let stranger = Door(try await crew.worker("@claude", type: .agent))
            for era in TestEra.allCases {
                for address in [uri, "taskflow://tasks/1", "taskflow://projects/site"] {
                    let error = try await stranger.error("resources/read", ["uri": .string(address)], era: era)
                    #expect(error["code"] == -32602)
                    #expect(error["data"] == ["uri": .string(address)])
                }
                #expect(try await stranger.error("resources/read", [:], era: era)["code"] == -32602)
                #expect(try await stranger.error("resources/read", ["uri": 1], era: era)["code"] == -32602)
            }
        }
    }

    @Test func `the caller and its projects are listed, page by page`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let stranger = try await crew.worker("@claude", type: .agent)
            for number in 1...120 { try await ada.call(CreateProject.self, ["slug": .string("p\(number)")]) }
            var (seen, cursor, pages) = ([String](), JSON.null, 0)
            repeat {
                let params: JSONObject = cursor == .null ? [:] : ["cursor": cursor]
                let page = try await Door(ada).result("resources/list", params)
                #expect(page["cacheScope"] == "private")
                seen += page["resources"]?.arrayValue?.compactMap { $0["uri"]?.stringValue } ?? []
                cursor = page["nextCursor"] ?? .null
                pages += 1
            } while cursor != .null && pages < 5
            let projects = (1...120).map { "taskflow://projects/p\($0)" }
            #expect(pages == 2)
            #expect(seen.first == "taskflow://me")
            #expect(Set(seen) == Set(projects + ["taskflow://me"]) && seen.count == 121)
            let own = try await Door(stranger).result("resources/list")["resources"]?.arrayValue
            #expect(own?.map { $0["uri"] } == ["taskflow://me"])
            let templates = try await Door(stranger).result("resources/templates/list")["resourceTemplates"]
            #expect(
                templates?.arrayValue?.map { $0["uriTemplate"]?.stringValue }
                    == ["taskflow://tasks/{id}", "taskflow://projects/{slug}"])
        }
    }
}
