import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// What an agent has to read: measured, and bounded.
@Suite struct ResultSizeTests {
    @Test(arguments: [
        "Short", String(repeating: "long ", count: 40), String(repeating: "世", count: 200),
        String(repeating: "\"\\", count: 100), String(repeating: "👩‍👩‍👧", count: 40),
        "e" + String(repeating: "\u{301}", count: 199),
    ])
    func `a concise row has at most 240 bytes, and a title of at most 60 characters`(_ title: String) async throws {
        try await withCrew { crew in
            let handle = "@" + String(repeating: "w", count: 50)
            let member = try await crew.worker(handle, isAdmin: true)
            let slug = String(repeating: "s", count: 100)
            try await member.call(CreateProject.self, ["slug": .string(slug), "name": .string(title)])
            let task: JSONObject = [
                "project_slug": .string(slug), "assigned_to": .string(handle), "priority": "critical",
                "due_date": "2026-12-01T10:00:00Z", "description": .string(String(repeating: "d", count: 60_000)),
            ]
            let id = try await member.addTask(title, task)
            _ = try await member.addTask(title, ["parent_id": id.json])
            let door = Door(member)
            for (tool, list, text) in [("list_tasks", "tasks", "title"), ("list_projects", "projects", "name")] {
                let rows = try #require(try await door.call(tool)["structuredContent"]?[list]?.arrayValue)
                #expect(!rows.isEmpty)
                for row in rows {
                    #expect(row.bytes.count <= 240, "\(row.text)")
                    let told = try #require(row[text]?.stringValue)
                    #expect(told.count <= 60 && !told.isEmpty)
                    #expect(told == title.trimmingWhitespace() || told.hasSuffix("…"))
                }
            }
            let first = try await door.call("list_tasks", ["sort": "created_at"])["structuredContent"]?["tasks"]?[0]
            #expect(first?["id"] == id.json)
            #expect(first?["status"] == "pending" && first?["version"] == 1)
            // The row shows whose the task is.
            #expect(first?["assigned_to"]?.stringValue?.hasPrefix("@www") == true)
        }
    }

    @Test(arguments: ["concise", "full"], [1, 7, 100])
    func `a list that is too long is cut between rows, and its cursor loses none`(
        _ detail: String, _ limit: Int
    ) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            for number in 1...60 {
                let size = number % 9 == 0 ? 9_000 : number * 20
                _ = try await member.addTask(
                    "Task \(number) " + String(repeating: "x", count: 100),
                    ["description": .string(String(repeating: "d", count: size))])
            }
            let door = Door(member)
            var (seen, cursor, cuts) = ([Int](), JSON.null, 0)
            repeat {
                let arguments: JSONObject = ["detail": .string(detail), "limit": .integer(limit), "cursor": cursor]
                let result = try await door.call("list_tasks", arguments)
                let page = try #require(result["structuredContent"])
                let rows = try #require(page["tasks"]?.arrayValue)
                #expect(page.bytes.count <= 8_000, "\(page.bytes.count)")
                #expect(result["content"]?[0]?["text"]?.stringValue == page.text)
                #expect(!rows.isEmpty && rows.count <= limit)
                seen += rows.compactMap { $0["id"]?.integerValue }
                cursor = page["next_cursor"] ?? .null
                if rows.count < limit, cursor != .null {
                    #expect(page["note"]?.stringValue?.contains("next_cursor as cursor") == true)
                    cuts += 1
                }
            } while cursor != .null && seen.count < 100
            #expect(seen == (1...60).reversed())
            #expect((cuts > 0) == (limit > 1 && (detail == "full" || limit == 100)))
        }
    }

    @Test(arguments: ["d", "世", "\"", "\n", "👩‍👩‍👧"])
    func `a long description is read to its end by its offsets`(_ character: String) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            let count = 30_000 / character.unicodeScalars.count
            let description = String(repeating: character, count: count) + " end"
            let id = try await member.addTask("Long", ["description": .string(description)])
            let door = Door(member)
            let whole = description.unicodeScalars.count
            var (read, calls) = (String.UnicodeScalarView(), 0)
            repeat {
                let arguments: JSONObject = ["task_id": id.json, "description_offset": .integer(read.count)]
                let page = try #require(try await door.call("get_task", arguments)["structuredContent"])
                #expect(page.bytes.count <= 8_000)
                let note = page["note"]?.stringValue ?? ""
                read += try #require(page["description"]?.stringValue).unicodeScalars
                let next = "description_offset=\(read.count)"
                #expect(note.contains(next) == (read.count < whole) && note.isEmpty != (read.count < whole), "\(note)")
                calls += 1
            } while read.count < whole && calls < 50
            #expect(Array(String(read).utf8) == Array(description.utf8))
            // Claiming it says how to get the rest as well.
            let claimed = try await door.call("claim_task", ["task_id": id.json])["structuredContent"]
            #expect(claimed?["note"]?.stringValue?.contains("call get_task with task_id=\(id)") == true)
            // As a resource it is whole.
            let resource = try await door.result("resources/read", ["uri": "taskflow://tasks/1"])
            let text = try #require(resource["contents"]?[0]?["text"]?.stringValue)
            #expect(try JSONParser.parse(text.utf8)["description"]?.stringValue == description)
            let beyond = try await door.call("get_task", ["task_id": id.json, "description_offset": 99_999])
            #expect(beyond["structuredContent"]?["description"] == "")
        }
    }
}
