import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// Texts that are not on the line: from files and from an editor.
struct TextTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func text(_ argument: String) throws -> ArgumentValue? {
        try TextArguments.completed(TestTable.table.parse(["comment", "1", argument])).values["text"]
    }

    @Test func `a file where such a file is`() throws {
        try Data("Line one\nLine two\n".utf8).write(to: URL(fileURLWithPath: folder.path("note.md")))
        #expect(try text("@\(folder.path("note.md"))") == .text("Line one\nLine two"))
        for plain in ["@claude", "@claude see https://example.org/x", "@", "a@b", "", "@\(folder.path("no file.md"))"] {
            #expect(try text(plain) == .text(plain))
        }
        #expect(try text("@@\(folder.path("note.md"))") == .text("@\(folder.path("note.md"))"))
        let missing = folder.path("missing.md")
        let error = #expect(throws: UsageError.self) { try text("@\(missing)") }
        #expect(
            error?.message
                == "Cannot read \(missing): No such file or directory (a text that begins with @ is written @@\(missing))"
        )
        try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.path("bytes")))
        #expect(throws: UsageError.self) { try text("@\(folder.path("bytes"))") }
        #expect(try text("a\\nb") == .text("a\\nb"))
    }

    private func run(_ line: [String], _ editor: String, _ status: Int = 201) async throws -> (ClientRun, StubServer) {
        let server = StubServer.replying { request in
            request.method == "GET"
                ? .json(["id": 1, "title": "Old title", "description": "Old text"])
                : .json(status < 300 ? ["id": 1, "title": "T"] : ["error": "No", "code": "forbidden"], status: status)
        }
        let script = folder.path("editor.sh")
        try Data(editor.utf8).write(to: URL(fileURLWithPath: script))
        let run = try await ClientRun.of(line, server, terminal: .screen(80), environment: ["EDITOR": "sh '\(script)'"])
        return (run, server)
    }

    private func sent(_ server: StubServer) throws -> JSON {
        let write = try #require(server.seen.last { $0.method != "GET" })
        return try JSONParser.parse(write.body.utf8)
    }

    @Test func `an editor writes a text`() async throws {
        let (run, server) = try await run(
            ["comment", "1", "-e"], #"printf 'First\n\n# Second\n' > "$1.new"; cat "$1" >> "$1.new"; mv "$1.new" "$1""#)
        #expect(run.code == 0, "\(run.error)")
        #expect(try sent(server)["text"] == "First\n\n# Second")
    }

    @Test func `an editor writes a task, the title first`() async throws {
        let (run, server) = try await run(["add", "-e", "-p", "web"], #"printf 'A title\n\nMore\nlines\n' > "$1""#)
        #expect(run.code == 0, "\(run.error)")
        let sent = try sent(server)
        #expect(sent["title"] == "A title" && sent["description"] == "More\nlines" && sent["project_slug"] == "web")
    }

    @Test func `edit without flags changes what was changed`() async throws {
        let (run, server) = try await run(["edit", "1"], #"sed -i 's/Old title/New title/' "$1""#, 200)
        #expect(run.code == 0, "\(run.error)")
        let sent = try sent(server)
        #expect(sent["title"] == "New title" && sent["description"] == nil)
        let same = try await self.run(["edit", "1"], "true", 200)
        #expect(same.0.code == 1 && same.0.error == "Nothing was changed\n")
    }

    @Test func `a text that is refused is kept`() async throws {
        let (run, _) = try await run(["comment", "1", "-e"], #"printf 'Long work' > "$1""#, 403)
        #expect(run.code == 1)
        let path = try #require(run.error.split(separator: "\n").first?.split(separator: " ").last.map(String.init))
        #expect(run.error.hasPrefix("The text is kept in \(path)\nNo"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "Long work")
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func `an editor that fails, or writes nothing, does nothing`() async throws {
        let (failed, server) = try await run(["comment", "1", "-e"], "exit 3")
        #expect(failed.code == 1 && failed.error.contains("ended with 3") && server.seen.isEmpty)
        let (empty, none) = try await run(["comment", "1", "-e"], #": > "$1""#)
        #expect(empty.code == 1 && empty.error == "Nothing was written, so nothing was done\n" && none.seen.isEmpty)
        let several = try await run(["edit", "1", "2"], "true")
        #expect(several.0.code == 2)
    }
}
