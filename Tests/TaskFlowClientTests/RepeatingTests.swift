import HTTPTypes
import Synchronization
import TaskFlowOperations
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// When a request is sent again, and with which key.
struct RepeatingTests {
    /// Runs a command against a server that answers so, one after another, and then with success.
    private func run(
        _ line: [String], _ replies: [StubServer.Reply]
    ) async throws -> (code: Int32, keys: [String?], error: String) {
        let queue = Replies(replies)
        let server = StubServer.replying { _ in queue.next() }
        return try await server.run { address in
            let console = RecordedConsole()
            var client = CommandLineClient(
                operations: Operations.all, version: "1", console: console.console(),
                environment: ["TASKFLOW_URL": address, "TASKFLOW_TOKEN": "tfl_x", "TASKFLOW_DATA": "/nonexistent"])
            client.pause = { _ in }
            let code = await client.run(line)
            let name = HTTPField.Name(IdempotencyKey.header)
            return (code, server.seen.map { request in name.flatMap { request.headers[$0] } }, console.error)
        }
    }

    private static let lost = StubServer.Reply(breaks: true)

    private static func refusal(_ status: Int, _ code: String, after seconds: String?) -> StubServer.Reply {
        StubServer.Reply(
            status: status, body: "{\"error\":\"no\",\"code\":\"\(code)\"}",
            headers: seconds.map { [.retryAfter: $0] } ?? [:])
    }

    @Test func `a write whose answer is lost is sent again with its key`() async throws {
        let outcome = try await run(
            ["start", "1"], [Self.lost, Self.refusal(503, "unavailable", after: "1"), Self.lost])
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(outcome.keys.count == 4 && Set(outcome.keys).count == 1 && outcome.keys[0] != nil)
    }

    @Test func `so is one whose outcome the server does not know, or whose key is in use`() async throws {
        for reply in [Self.refusal(503, "outcome_unknown", after: "1"), Self.refusal(409, "conflict", after: "1")] {
            let outcome = try await run(["start", "1", "--idempotency-key", "mine"], [reply])
            #expect(outcome.code == 0)
            #expect(outcome.keys == ["mine", "mine"])
        }
    }

    @Test func `a refusal is final`() async throws {
        let refusals = [
            Self.refusal(409, "conflict", after: nil), Self.refusal(503, "unavailable", after: "1"),
            Self.refusal(400, "invalid_state", after: nil),
        ]
        for reply in refusals {
            let outcome = try await run(["start", "1"], [reply])
            #expect(outcome.code == 1)
            // What may be done instead is asked without a key.
            #expect(outcome.keys.compactMap(\.self).count == 1)
        }
    }

    @Test func `a read has no key and is sent once`() async throws {
        let outcome = try await run(["list"], [Self.lost])
        #expect(outcome.code == 3)
        #expect(outcome.keys == [nil])
    }

    @Test func `each command has a key of its own`() async throws {
        let keys = try await (run(["start", "1"], []).keys, run(["start", "1"], []).keys)
        #expect(keys.0 != keys.1)
    }

    @Test func `who gives up tells the key`() async throws {
        let outcome = try await run(["start", "1"], Array(repeating: Self.lost, count: 20))
        let key = try #require(outcome.keys[0])
        #expect(outcome.code == 3)
        #expect(outcome.keys.count == 11 && Set(outcome.keys).count == 1)
        #expect(outcome.error.contains("It may have been done: repeat it with --idempotency-key \(key)"))
    }
}

/// What a server answers, one after another.
private final class Replies: Sendable {
    private let replies: Mutex<ArraySlice<StubServer.Reply>>

    init(_ replies: [StubServer.Reply]) { self.replies = Mutex(replies[...]) }

    func next() -> StubServer.Reply { replies.withLock { $0.popFirst() } ?? StubServer.Reply(body: "{}") }
}
