import TaskFlowDomain
import TaskFlowJobs
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// The job that ends questions whose time is over: it sleeps until the next end.
@Suite struct QuestionDeadlinesTests {
    @Test(arguments: Engine.all) func `it sleeps until a question is over, and wakes who looks after leases`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let (ada, bot) = (try await crew.worker("@ada"), try await crew.worker("@bot", type: .agent))
            let task = try await ada.addTask()
            try await bot.call(StartTask.self, ["task_id": task.json])
            let sweep = LeaseSweep(database: crew.database)
            let deadlines = QuestionDeadlines(database: crew.database, leases: sweep)
            #expect(try await !deadlines.runBatch())
            #expect(deadlines.dueIn == nil)
            let end = Timestamp.system().adding(seconds: 100)
            try await bot.call(
                AskQuestion.self, ["task_id": task.json, "prompt": "Which?", "expires_at": end.json])
            _ = try await deadlines.runBatch()
            let due = try #require(deadlines.dueIn)
            #expect(due > .seconds(50) && due <= .seconds(100))
            // While the task waits there is no lease, and nothing for the other job to do.
            _ = try await sweep.runBatch()
            #expect(sweep.dueIn == nil)
            clock.turn(seconds: 101)
            #expect(try await !deadlines.runBatch())
            #expect(deadlines.dueIn == nil)
            #expect(try await ada.call(GetTask.self, ["task_id": task.json]).task.lease != nil)
            var wakes = try #require(sweep.wakes).makeAsyncIterator()
            #expect(await wakes.next() != nil)
        }
    }

    @Test func `a question that was asked wakes it`() async throws {
        try await withCrew { crew in
            let deadlines = QuestionDeadlines(database: crew.database, leases: LeaseSweep(database: crew.database))
            deadlines.note(ObservedCall(operation: AskQuestion.spec.name, via: .rest, refusal: nil, duration: .zero))
            var wakes = try #require(deadlines.wakes).makeAsyncIterator()
            #expect(await wakes.next() != nil)
        }
    }

    /// Whatever became of the task of a question, one that is over does not keep the job awake.
    @Test(arguments: Engine.all) func `a question without its task ends too`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute(
                    """
                    INSERT INTO questions (tenant_id, task_id, kind, prompt, asked_by, blocking, status, revision, expires_at, \
                    created_at) VALUES ('default', 99, 'question', 'Which?', '@ada', \(false), 'open', 1, 1, 1)
                    """)
            }
            let deadlines = QuestionDeadlines(database: crew.database, leases: LeaseSweep(database: crew.database))
            #expect(try await !deadlines.runBatch())
            #expect(deadlines.dueIn == nil)
            #expect(try await ada.call(GetQuestion.self, ["question_id": 1]).status == .closed)
        }
    }
}
