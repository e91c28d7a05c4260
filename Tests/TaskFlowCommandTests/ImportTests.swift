import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// `taskflow import`, with the built program and a real server.
struct ImportTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
    }

    private static let rows = [
        "id,title,status,priority,parent,needs,assignee", "a,Build the house,,high,,,", "b,Dig,completed,,a,,",
        "c,Lay bricks,in progress,,a,b,root", "d,Roof,,,a,c,stranger",
    ]

    @Test func `twice is once, whatever has become of the tasks`() async throws {
        try await program.serving { _ async throws in
            let me = try #require(
                try JSONParser.parse(try await program.run("whoami", "--json").output.utf8)["worker"]?["handle"]?
                    .stringValue)
            try write(Self.rows.joined(separator: "\n"), "house.csv")
            let dry = try await program.run("import", "house.csv", "--map", "root=\(me)", "--dry-run")
            #expect(dry.code == 0 && dry.output.contains("  Lay bricks (in progress, needs 1)"), "\(dry)")
            #expect(try await program.run("project", "list").error == "(none)\n")
            let first = try await program.run("import", "house.csv", "--map", "root=\(me)")
            #expect(first.output == "Imported 4 tasks into project house\n", "\(first)")
            #expect(first.error.contains("stranger is nobody here"))
            #expect(
                try await program.run("show", "3").output.contains("in progress, medium priority, with \(me), in house")
            )
            #expect(try await program.run("edit", "4", "--title", "A flat roof").code == 0)
            #expect(try await program.run("edit", "4", "--no-needs").code == 0)
            #expect(try await program.run("delete", "3", "--yes").code == 0)
            let turned = [Self.rows[0]] + Self.rows.dropFirst().reversed() + ["e,Paint,,,a,d,"]
            try write(turned.joined(separator: "\r\n"), "house.csv")
            let second = try await program.run("import", "house.csv")
            #expect(
                second.output == "Imported 1 task into project house, 3 are there already, 1 is left out\n",
                "\(second)")
            #expect(try await program.run("show", "4").output.hasPrefix("#4 A flat roof"))
            #expect(try await program.run("doctor").code == 0)
        }
    }

    @Test(arguments: [
        ("{\"tasks\": [\n  {\"id\": 1,,}]}", "x.json", "x.json, line 2, column 12: "),
        ("title\n\"open", "x.csv", "x.csv, line 2, column 1: this quoted cell has no end"),
        ("name\nx", "x.csv", "x.csv has no column 'title'"),
        ("hello", "x.bin", "Cannot tell what x.bin is: say --from"),
        (String(repeating: "[", count: 100_000), "x.json", "x.json, line 1"),
        ("", "x.json", "Cannot tell what x.json is"),
        (#"{"id":"a","idList":"l","idBoard":"b","name":"One"}"#, "card.json", "card.json is one card of Trello"),
    ])
    func `a broken file says where, and nothing of it is there`(text: String, name: String, fault: String) async throws
    {
        try await program.serving { _ async throws in
            try write(text, name)
            let run = try await program.run("import", name)
            #expect(run.code == 2 && run.error.hasPrefix(fault) && run.output.isEmpty, "\(run)")
            #expect(try await program.run("ls", "--all").error == "(none)\n")
            #expect(try await program.run("project", "list").error == "(none)\n")
        }
    }

    @Test func `what is exported as CSV comes in again`() async throws {
        try await program.serving { _ async throws in
            for line in [
                ["project", "add", "one", "One"], ["add", "=1+1", "-p", "one", "--tag", "a"],
                ["add", "Under, it", "--parent", "1", "-m", "two\nlines"],
                ["add", "Needs it", "-p", "one", "--need", "2"],
            ] {
                #expect(try await program.run(line).code == 0)
            }
            #expect(try await program.run("export", "--csv", "all.csv").code == 0)
            #expect(try await program.run("export", "--csv", "all.csv").code == 1, "a file that is there stays")
            let text = try String(contentsOf: folder.url.appendingPathComponent("all.csv"), encoding: .utf8)
            #expect(text.contains("'=1+1"))
            let filtered = try await program.run("export", "--csv", "--ready", "ready.csv")
            #expect(filtered.error == "Exported 1 task to ready.csv\n", "\(filtered)")
            let run = try await program.run("import", "all.csv", "--project", "two")
            #expect(run.output == "Imported 3 tasks into project two\n", "\(run)")
            #expect(try await program.run("show", "4").output.hasPrefix("#4 =1+1"))
            #expect(try await program.run("show", "6").output.contains("Needs\n  #5 Under, it"))
            #expect(
                try await program.run("export", "--markdown", "-p", "two").output.contains(
                    "  - [ ] Under, it (#5, pending)"))
        }
    }
}
