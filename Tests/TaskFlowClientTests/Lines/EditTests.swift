import Foundation
import HTTPTypes
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// `edit ID` in an editor: only what was changed is sent, and nobody is written over.
struct EditTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// Edits task 1, which has the version 7. `$1` is the draft, whose path is left in the file `draft`.
    private func edit(
        _ script: String, by line: [String] = ["edit", "1"], description: String = "Old text", status: Int = 200
    ) async throws -> (run: ClientRun, patch: StubServer.Seen?) {
        let server = StubServer.replying { request in
            if request.method == "GET" {
                return .json(["id": 1, "title": "Old title", "description": .string(description), "version": 7])
            }
            return status == 200
                ? .json(["id": 1, "title": "T"])
                : .json(["error": "The task has changed", "code": "precondition_failed"], status: status)
        }
        let (editor, draft) = (folder.path("editor.sh"), folder.path("draft"))
        try Data("printf '%s' \"$1\" > '\(draft)'; \(script)".utf8).write(to: URL(fileURLWithPath: editor))
        let run = try await ClientRun.of(line, server, terminal: .screen(80), environment: ["EDITOR": "sh '\(editor)'"])
        return (run, server.seen.last { $0.method != "GET" })
    }

    private func draft() throws -> String { try String(contentsOfFile: folder.path("draft"), encoding: .utf8) }

    @Test func `the version that was edited is named`() async throws {
        let (run, patch) = try await edit(#"sed -i 's/Old title/New title/' "$1""#)
        #expect(run.code == 0, "\(run.error)")
        #expect(patch?.headers[.ifMatch] == #""v7""#)
        #expect(try !FileManager.default.fileExists(atPath: draft()))
        let own = try await edit(
            #"sed -i 's/Old title/New title/' "$1""#, by: ["edit", "1", "-e", "--if-match", #""v3""#])
        #expect(own.patch?.headers[.ifMatch] == #""v3""#)
    }

    @Test func `a new task has no version`() async throws {
        let (run, post) = try await edit(#"printf 'A title' > "$1""#, by: ["add", "-e"])
        #expect(run.code == 0, "\(run.error)")
        #expect(try #require(post).headers[.ifMatch] == nil)
    }

    @Test func `a text that somebody else was faster than is kept`() async throws {
        let (run, _) = try await edit(#"sed -i 's/Old title/New title/' "$1""#, status: 412)
        #expect(run.code == 1 && run.error.contains("The task has changed"))
        let path = try draft()
        #expect(run.error.contains("The text is kept in \(path)\n"))
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("New title\n\nOld text\n"))
        try FileManager.default.removeItem(atPath: path)
    }

    @Test(arguments: ["Old text\n", "\n\n  Old text \n\n", "Old\r\ntext\r\n", ""])
    func `a description that nobody changed is not sent`(description: String) async throws {
        let (run, patch) = try await edit(#"sed -i 's/Old title/New title/' "$1""#, description: description)
        #expect(run.code == 0, "\(run.error)")
        let sent = try JSONParser.parse(try #require(patch).body.utf8)
        #expect(sent == ["title": "New title"])
    }

    @Test func `without a change nothing is sent, and no draft is left`() async throws {
        let (run, patch) = try await edit("true", description: "Old text\n")
        #expect(run.code == 1 && run.error == "Nothing was changed\n" && patch == nil)
        #expect(try !FileManager.default.fileExists(atPath: draft()))
    }

    @Test func `a task that cannot be read is not edited`() async throws {
        let server = StubServer(404, #"{"error":"Task not found","code":"not_found"}"#)
        let run = try await ClientRun.of(
            ["edit", "1"], server, terminal: .screen(80), environment: ["EDITOR": "printf 'A title' >"])
        #expect(run.code == 1 && run.error.contains("next: taskflow list"), "\(run.error)")
        #expect(server.seen.allSatisfy { $0.method == "GET" })
    }
}
