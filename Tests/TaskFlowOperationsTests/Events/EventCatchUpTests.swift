import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// One who was away for long reads what was before at its own pace, and holds up nothing.
@Suite(.timeLimit(.minutes(5))) struct EventCatchUpTests {
    @Test(arguments: Engine.all) func `a filter that leaves out most is told how far it has come`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana", isAdmin: true)
            let start = try await stage.crew.cursor()
            try await stage.crew.fill(120_000)
            let id = try await ana.addTask()
            let hearing = try await stage.hearing(ana, ["kinds": ["created"]], lastEventID: start.description)
            listen(hearing)
            try await hearing.hears(count: 1)
            #expect(hearing.told == ["created \(id)"] && hearing.idleCount == 2)
        }
    }

    @Test(arguments: Engine.all) func `a server that stops ends a reading of the past`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let start = try await crew.cursor()
            try await crew.fill(5_000)
            let reading = SlowReading()
            try await withThrowingTaskGroup { group in
                try await withServer(of: crew) { stage, _ in
                    let subscription = try await stage.subscription(ana, lastEventID: start.description)
                    group.addTask { try await subscription.run { signal in await reading.take(signal) } }
                    for _ in 0..<10_000 where reading.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
                }
                // The server has stopped; the client reads on.
                reading.goOn()
                try await group.waitForAll()
            }
            #expect(reading.count == 500)
        }
    }
}

/// A client that reads nothing after its first batch until it is let go on.
private final class SlowReading: Sendable {
    private let heard = Mutex(0)
    private let pause: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    init() { (pause, end) = AsyncStream.makeStream() }

    var count: Int { heard.withLock { $0 } }

    func goOn() { end.finish() }

    func take(_ signal: EventSignal) async {
        guard case .events(let batch) = signal else { return }
        heard.withLock { $0 += batch.items.count }
        for await _ in pause {}
    }
}

extension Crew {
    /// Adds rows to the log in one transaction.
    fileprivate func fill(_ count: Int) async throws {
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute(
                """
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(count)) \
                INSERT INTO audit_log (tenant_id, entity_type, entity_id, actor_id, actor_type, action, via, request_id, \
                timestamp, context) SELECT 'default', 'task', '0', '@ana', 'human', 'updated', 'rest', 'fill', 0, '{}' FROM numbers
                """)
        }
    }
}
