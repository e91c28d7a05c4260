import TaskFlowOperations
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// What is said after a change.
struct SentenceTests {
    /// What is shown whole: it is told once, or is a picture of its own.
    private static let whole: Set<String> = [
        "create_key", "link_me", "invite_worker", "create_plan", "claim_next", "heartbeat", "import_tasks",
    ]

    @Test func `every change has its sentence`() throws {
        for command in TestTable.table.commands where command.changes && !Self.whole.contains(command.spec.name) {
            let line = ParsingTests.words(of: command.spec.verb.example)
            let sentence = Sentence.of(["id": 7, "title": "T"], to: try TestTable.table.parse(line))
            #expect(sentence != nil, "\(command.spec.name)")
        }
    }

    @Test func `one sentence, the whole, or ids alone`() async throws {
        let task = #"{"id":1,"title":"Write\u001b it","status":"in_progress","priority":"high"}"#
        let server = StubServer(200, task)
        #expect(try await ClientRun.of(["start", "1"], server).output == "Started #1 Write\\u{1b} it\n")
        #expect(try await ClientRun.of(["start", "1", "-q"], server).output == "1\n")
        let whole = try await ClientRun.of(["start", "1", "-v"], server).output
        #expect(whole.hasPrefix("Started #1 Write\\u{1b} it\nid ") && whole.contains("priority  high"))
        #expect(try await ClientRun.of(["start", "1", "--json"], server).output == task + "\n")
    }

    @Test func `what is told once is not lost`() async throws {
        let key = StubServer(201, #"{"id":3,"worker_id":"@a","key":"tfl_once"}"#)
        #expect(try await ClientRun.of(["worker", "key", "a", "-q"], key).output == "tfl_once\n")
        let link = StubServer(200, #"{"url":"http://127.0.0.1/x","expires_at":"2026-11-27T08:00:00.000Z"}"#)
        #expect(try await ClientRun.of(["open", "-q"], link).output == "http://127.0.0.1/x\n")
    }

    @Test func `ids of lists`() async throws {
        let server = StubServer(200, #"[{"id":3,"title":"a"},{"id":9,"title":"b"}]"#)
        #expect(try await ClientRun.of(["ls", "-q"], server).output == "3\n9\n")
        #expect(
            try await ClientRun.of(["project", "list", "-q"], StubServer(200, #"[{"slug":"web"}]"#)).output == "web\n")
    }

    @Test func `of several tasks a refused one is told, and the rest go on`() async throws {
        let server = StubServer.replying { request in
            request.path.contains("/5/")
                ? .json(["error": "Task not found", "code": "not_found"], status: 404)
                : .json(["id": 1, "title": "T"])
        }
        let run = try await ClientRun.of(["done", "3", "5", "8-9"], server)
        #expect(run.code == 1)
        #expect(run.output == "Completed #1 T\nCompleted #1 T\nCompleted #1 T\n")
        #expect(run.error == "#5: Task not found (next: taskflow list)\n")
        #expect(server.seen.map(\.path) == ["3", "5", "8", "9"].map { "/api/tasks/\($0)/complete" })
    }

    @Test func `of several tasks none is begun where one is no number`() async throws {
        let server = StubServer(200, #"{"id":1,"title":"T"}"#)
        #expect(try await ClientRun.of(["done", "3", "x"], server).code == 2)
        #expect(server.seen.isEmpty)
    }

    @Test func `of several tasks none goes on without a server`() async throws {
        let server = StubServer(401, #"{"error":"no"}"#)
        let run = try await ClientRun.of(["done", "3", "5"], server)
        #expect(run.code == 4)
        #expect(server.seen.count == 1)
    }
}
