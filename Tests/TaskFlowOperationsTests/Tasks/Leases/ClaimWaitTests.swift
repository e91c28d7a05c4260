import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A claim while others are at the only task there is.
@Suite struct ClaimWaitTests {
    @Test(arguments: Engine.all) func `a task that somebody comments on for long is waited for`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (ana, bot) = (try await crew.worker("@ana"), try await crew.worker("@bot", type: .agent))
            let task = try await ana.addTask()
            let isHeld = Mutex(false)
            async let slow: Void = crew.database.write { tx throws(TaskFlowError) in
                let lock = tx.dialect.lock(.changing, of: "tasks")
                _ = try tx.value("SELECT id FROM tasks WHERE id = \(task)\(lock)", as: TaskID.self)
                isHeld.withLock { $0 = true }
                if tx.dialect == .postgres {
                    _ = try tx.value("SELECT count(*) FROM (SELECT pg_sleep(1)) AS pause", as: Int.self)
                }
            }
            while !isHeld.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await bot.claimed().id == task)
            try await slow
        }
    }
}
