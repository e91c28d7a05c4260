import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Each format's sample through the built program into a real server: looked at, brought, brought again.
struct ImportSampleTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("TaskFlowImportersTests/Samples")

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
    }

    private func tasks() async throws -> [JSON] {
        let rows = try JSONParser.parse(try await program.run("list", "--all", "--json").output.utf8).arrayValue ?? []
        return rows.sorted { ($0["id"]?.integerValue ?? 0) < ($1["id"]?.integerValue ?? 0) }
    }

    @Test(arguments: [
        ("beads.jsonl", "sea", 3), ("taskmaster-untagged.json", "master", 1), ("backlogmd", "garden", 2),
        ("github-issues.json", "kite", 1),
        ("taskwarrior.json", "taskwarrior", 2), ("todo.txt", "todo", 7), ("todoist.csv", "todoist", 3),
        ("trello.json", "workshop", 1),
        ("linear.csv", "lumen", 1), ("jira.csv", "gate", 2), ("vikunja", "orchestra", 2),
    ])
    func `a sample is looked at, brought, and brought once`(name: String, slug: String, count: Int) async throws {
        try await program.serving { _ async throws in
            let path = Self.samples.appendingPathComponent(name).path
            let dry = try await program.run("import", path, "--dry-run")
            #expect(dry.code == 0 && dry.output.contains("for project \(slug)\nStatuses: "), "\(dry)")
            #expect(dry.error.hasSuffix("Nothing was made: this is what the import would do\n"))
            #expect(try await tasks().isEmpty)
            #expect(try await program.run("project", "list").error == "(none)\n")
            let told = count == 1 ? "1 task" : "\(count) tasks"
            let first = try await program.run("import", path)
            #expect(first.code == 0 && first.output == "Imported \(told) into project \(slug)\n", "\(first)")
            let made = try await tasks()
            #expect(made.count == count && made.allSatisfy { $0["project_slug"] == .string(slug) })
            let second = try await program.run("import", path)
            let are = count == 1 ? "1 is" : "\(count) are"
            #expect(second.output == "Imported 0 tasks into project \(slug), \(are) there already\n", "\(second)")
            #expect(try await tasks() == made)
            let dropped = try await program.run("import", path, "--include-dropped", "--json")
            let left = try JSONParser.parse(dropped.output.utf8)["created"]?.integerValue ?? -1
            #expect(
                try await program.run("list", "--all", "--tag", "dropped", "--json").output.contains("\"completed\"")
                    == (left > 0))
            #expect(try await program.run("doctor").code == 0)
        }
    }

    @Test func `what a sample says is kept`() async throws {
        try await program.serving { _ async throws in
            let path = Self.samples.appendingPathComponent("beads.jsonl").path
            #expect(try await program.run("import", path, "--map", "crew/otto=me").code == 0)
            let tasks = try await tasks()
            #expect(tasks[1]["status"] == "completed" && tasks[1]["completed_at"] == "2026-03-03T08:00:00.000Z")
            #expect(tasks[1]["created_at"] == "2026-03-01T07:15:09.123Z" && tasks[1]["parent_id"] == tasks[0]["id"])
            #expect(tasks.map { $0["source"] } == ["beads:sea-a1", "beads:sea-a1.1", "beads:sea-a1.2"])
            #expect(tasks[1]["assigned_to"] != .null && tasks[2]["assigned_to"] == .null)
            #expect(try await program.run("comments", "3").output.contains("Fog until noon"))
        }
    }

    @Test func `each tag is a project, or a tag where one project is named`() async throws {
        try await program.serving { _ async throws in
            let path = Self.samples.appendingPathComponent("taskmaster-tagged.json").path
            let each = try await program.run("import", path)
            #expect(
                each.output == "Imported 4 tasks into project master\nImported 1 task into project island\n", "\(each)")
            let one = try await program.run("import", path, "--project", "river")
            #expect(one.output == "Imported 5 tasks into project river\n", "\(one)")
            #expect(try await program.run("list", "-p", "river", "--tag", "island", "-q").output == "10\n")
        }
    }

    @Test func `import, edit, delete, reorder, import again`() async throws {
        try await program.serving { _ async throws in
            let lines = try String(contentsOf: Self.samples.appendingPathComponent("todo.txt"), encoding: .utf8)
                .split(separator: "\n").map(String.init)
            try write(lines.joined(separator: "\n"), "todo.txt")
            #expect(try await program.run("import", "todo.txt").output == "Imported 7 tasks into project todo\n")
            #expect(try await program.run("edit", "1", "--title", "Call the other baker").code == 0)
            #expect(try await program.run("delete", "2", "--yes").code == 0)
            try write((lines.reversed() + ["Buy a drum +feast"]).joined(separator: "\r\n"), "todo.txt")
            let second = try await program.run("import", "todo.txt")
            #expect(
                second.output == "Imported 1 task into project todo, 6 are there already, 1 is left out\n", "\(second)")
            #expect(try await tasks().count == 7)
            #expect(try await program.run("show", "1").output.hasPrefix("#1 Call the other baker"))
            let third = try await program.run("import", "todo.txt", "--include-deleted")
            #expect(third.output == "Imported 1 task into project todo, 7 are there already\n", "\(third)")
        }
    }

    @Test func `nothing is there after a refusal`() async throws {
        try await program.serving { _ async throws in
            try write("title,assignee\nA,bob", "a.csv")
            let wrong = try await program.run(
                "import", "a.csv", "--map", "bob=@" + String(repeating: "x", count: 5_000))
            #expect(wrong.code == 1 && wrong.output.isEmpty, "\(wrong)")
            #expect(try await tasks().isEmpty)
            #expect(try await program.run("project", "list").error == "(none)\n")
            let many = "title\n" + (0...20_000).map { "t\($0)\n" }.joined()
            try write(many, "many.csv")
            let refused = try await program.run("import", "many.csv")
            #expect(
                refused.code == 1
                    && refused.error
                        == "Project many has 20001 tasks, and 20000 can be imported at once: split the file\n"
            )
            try write(
                "["
                    + (1...2).map {
                        "{\"title\":\"P\($0)\",\"parent_project_id\":0,\"tasks\":[\(tasks(1 + ($0 - 1) * 20_000))]}"
                    }.joined(separator: ",") + "]", "v.json")
            #expect(try await program.run("import", "v.json").code == 1)
            #expect(try await tasks().isEmpty)
            #expect(try await program.run("project", "list").error == "(none)\n")
        }
    }

    private func tasks(_ count: Int) -> String {
        (1...count).map { "{\"id\":\($0),\"title\":\"t\"}" }.joined(separator: ",")
    }

    @Test func `whatever a text holds, the server takes it`() async throws {
        try await program.serving { _ async throws in
            let rows: [JSON] = [
                [
                    "id": "a\u{7}", "title": "bell\u{7}\u{0}\u{1B}[31m", "status": "open", "priority": 0,
                    "description": "nul\u{0}\r\nx", "labels": ["É", "A B", ""], "external_ref": "javascript:x",
                ],
                [
                    "id": .string(String(repeating: "é", count: 300)),
                    "title": .string(String(repeating: "👩‍🚀", count: 200)), "status": "odd", "priority": 99,
                ],
                [
                    "id": "b", "title": "\u{1}", "status": "closed", "closed_at": "9999-12-31T23:59:59Z",
                    "due_at": "0001-01-02T00:00:00Z", "created_at": "soon",
                ],
                [
                    "id": "c", "title": "c", "status": "open",
                    "comments": [["text": "\u{0}"], ["author": "\u{1}", "text": "hi"]],
                    "dependencies": [["depends_on_id": "c", "type": "blocks"]],
                ],
            ]
            try write(rows.map(\.text).joined(separator: "\n"), "odd.jsonl")
            let run = try await program.run("import", "odd.jsonl", "--from", "beads")
            #expect(run.code == 0 && run.output == "Imported 4 tasks into project a\n", "\(run)")
            #expect(!run.error.unicodeScalars.contains("\u{1B}"))
            #expect(
                try await program.run("import", "odd.jsonl", "--from", "beads").output.hasSuffix(
                    "4 are there already\n"))
        }
    }

    @Test func `a whole database is known whatever way it comes`() async throws {
        try write(#"{"taskflow_export":1,"schema":1,"tables":{},"counters":{}}"# + "\n", "all.jsonl")
        try await program.serving { _ async throws in
            let run = try await program.run("import", "all.jsonl", "--from", "beads")
            #expect(run.error.contains("taskflow database import"), "\(run)")
        }
    }
}
