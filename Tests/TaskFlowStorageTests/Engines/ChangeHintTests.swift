import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChangeHintTests {
    @Test(arguments: Engine.all) func `a listener is told at once and after each commit`(_ engine: Engine) async throws
    {
        try await withItems(engine) { database in
            var hints = database.changeHints().makeAsyncIterator()
            #expect(await hints.next() != nil)
            try await database.insert("first")
            #expect(await hints.next() != nil)
            #expect(try await database.names() == ["first"])
        }
    }

    @Test(arguments: Engine.all) func `after closing a stream ends at once`(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            await database.close()
            for await _ in database.changeHints() { Issue.record("a hint of a closed database") }
        }
    }
}
