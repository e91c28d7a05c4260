import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChangeFeedTests {
    @Test(arguments: Engine.all) func `a listener hears of each change, in order, and of none before it came`(
        _ engine: Engine
    ) async throws {
        try await withFeed(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let id = try await ana.addTask()
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            try await ana.call(StartTask.self, ["task_id": id.json])
            try await hearing.hears("started task \(id)")
            try await ana.call(SubmitTask.self, ["task_id": id.json])
            try await hearing.hears("submitted task \(id)")
            #expect(hearing.told == ["started task \(id)", "submitted task \(id)"])
        }
    }

    @Test(arguments: Engine.all) func `a change says what it is about`(_ engine: Engine) async throws {
        try await withFeed(engine) { stage, _ in
            let ana = try await stage.crew.worker("@ana")
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let hearing = try await stage.hearing(ana) { $0.entityType == .task }
            let id = try await ana.addTask("A task", ["project_slug": "site"])
            var batches = hearing.subscription.makeAsyncIterator()
            let batch = try #require(await batches.next())
            #expect(batch.isComplete && batch.changes.count == 1)
            let change = try #require(batch.changes.first)
            #expect(change.subject == .task(id) && change.taskID == id && change.action == .created)
            #expect(change.projectSlug?.rawValue == "site" && change.projectID != nil)
            #expect(change.actorID.rawValue == "@ana")
        }
    }

    @Test(arguments: Engine.all) func `each hears only what it wants`(_ engine: Engine) async throws {
        try await withFeed(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let wanted = try await ana.addTask()
            let hearing = try await stage.hearing(ana) { $0.taskID == wanted }
            listen(hearing)
            _ = try await ana.addTask("Another")
            try await ana.call(StartTask.self, ["task_id": wanted.json])
            try await hearing.hears("started task \(wanted)")
            #expect(hearing.told.count == 1)
        }
    }

    @Test(arguments: Engine.all) func `a busy log reaches a slow listener whole, one change to each task`(
        _ engine: Engine
    ) async throws {
        try await withFeed(engine) { stage, _ in
            let ana = try await stage.crew.worker("@ana")
            let hearing = try await stage.hearing(ana)
            try await withThrowingTaskGroup { group in
                for number in 1...600 { group.addTask { _ = try await ana.addTask("Task \(number)") } }
                try await group.waitForAll()
            }
            var heard: Set<Change.Subject> = []
            for await batch in hearing.subscription {
                heard.formUnion(batch.changes.map(\.subject))
                if heard.count == 600 { break }
            }
            #expect(heard.count == 600)
        }
    }

    @Test(arguments: Engine.all) func `one who never listens holds nobody up`(_ engine: Engine) async throws {
        try await withFeed(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let asleep = try await stage.hearing(ana)
            let awake = try await stage.hearing(ana)
            listen(awake)
            try await withThrowingTaskGroup { group in
                for number in 1...1_100 { group.addTask { _ = try await ana.addTask("Task \(number)") } }
                try await group.waitForAll()
            }
            let last = try await ana.addTask("The last")
            try await awake.hears("created task \(last)")
            var batches = asleep.subscription.makeAsyncIterator()
            let batch = try #require(await batches.next())
            #expect(!batch.isComplete)
        }
    }

    @Test(arguments: Engine.all) func `nobody is heard after leaving, and the next one hears again`(_ engine: Engine)
        async throws
    {
        try await withFeed(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let first = try await stage.hearing(ana)
            listen(first)
            let id = try await ana.addTask()
            try await first.hears("created task \(id)")
            first.subscription.end()
            try await first.ends()
            let unheard = try await ana.addTask()
            let second = try await stage.hearing(ana)
            listen(second)
            let heard = try await ana.addTask()
            try await second.hears("created task \(heard)")
            #expect(!first.told.contains("created task \(unheard)"))
            #expect(second.told == ["created task \(heard)"])
        }
    }

    @Test(arguments: Engine.all) func `too many subscriptions of one worker are refused`(_ engine: Engine) async throws
    {
        try await withFeed(engine) { stage, _ in
            let ana = try await stage.crew.worker("@ana")
            var hearings: [Hearing] = []
            for _ in 0..<ChangeFeed.subscriptionsPerWorker { hearings.append(try await stage.hearing(ana)) }
            let refusal = await #expect(throws: TaskFlowError.self) { _ = try await stage.hearing(ana) }
            #expect(refusal?.code == .rateLimited)
            hearings.removeAll()
            _ = try await stage.hearing(ana)
        }
    }
}
