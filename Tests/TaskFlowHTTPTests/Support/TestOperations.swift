import Foundation
import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage

/// Nothing to say.
struct NoInput: Described {
    let pause: PageOffset

    static let schema = Schema(
        NoInput.init, Field("pause", \.pause, in: .query, default: PageOffset.none, "Milliseconds to take"))
}

/// Takes a while, on the database's thread; each test that looks whether it has begun takes a pause of its own.
enum SlowOperation: TaskFlowOperations.Query {
    private static let begun = Mutex<Set<Int>>([])

    /// Waits until a call with this pause runs.
    static func waitForBegin(pause: Int) async throws {
        while !begun.withLock({ $0.contains(pause) }) { try await Task.sleep(for: .milliseconds(10)) }
    }

    static let spec = Spec(
        name: "slow", verb: Verb("slow", example: "slow"), route: .get("/api/test/slow"), scope: nil, summary: "Slow")

    static func run(_ input: NoInput, as actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> NoInput {
        begun.withLock { _ = $0.insert(input.pause.rawValue) }
        Thread.sleep(forTimeInterval: Double(input.pause.rawValue) / 1000)
        return input
    }
}

/// Fails with what no caller may see.
enum FaultyOperation: TaskFlowOperations.Command {
    static let spec = Spec(
        name: "faulty", verb: Verb("faulty", example: "faulty"),
        agent: AgentFace("faulty", title: "Faulty", whenToUse: "Never."), route: .post("/api/test/faulty"),
        scope: nil,
        summary: "Faulty")

    static func run(_ input: NoInput, as actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> NoInput {
        if input.pause.rawValue == 1 { throw .unavailable("The database is busy", cause: "SQLITE_BUSY", retryAfter: 7) }
        throw .internal("near \"FROM\": syntax error in SELECT hash FROM keys")
    }
}

extension NoInput: CommandOutput {}
