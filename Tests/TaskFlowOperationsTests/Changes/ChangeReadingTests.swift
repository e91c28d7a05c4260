import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChangeReadingTests {
    @Test(arguments: Engine.all) func `while nothing happens nothing is read`(_ engine: Engine) async throws {
        try await withFeed(engine, over: WatchedDatabase.init) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            let id = try await ana.addTask()
            try await hearing.hears("created task \(id)")
            let database = try #require(stage.feedDatabase as? WatchedDatabase)
            // A late hint costs a look; whoever polls is never quiet.
            var (before, reads) = (-1, database.reads)
            for _ in 0..<20 where reads != before {
                before = reads
                try await Task.sleep(for: .milliseconds(400))
                reads = database.reads
            }
            #expect(before > 0 && reads == before)
        }
    }

    @Test(arguments: Engine.all) func `an outage loses nothing`(_ engine: Engine) async throws {
        try await withFeed(engine, over: WatchedDatabase.init) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            let first = try await ana.addTask()
            try await hearing.hears("created task \(first)")
            try await Task.sleep(for: .milliseconds(50))
            let database = try #require(stage.feedDatabase as? WatchedDatabase)
            database.fail(times: 3)
            let second = try await ana.addTask()
            for _ in 0..<3000 where hearing.told.count < 2 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(database.failuresLeft < 0)
            #expect(hearing.told == ["created task \(first)", "created task \(second)"])
        }
    }
}
