import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct SQLiteChangeHintTests {
    @Test func `hints that nobody took become one`() async throws {
        let fixture = try await Fixture()
        let stream = fixture.database.changeHints()
        for number in 1...10 { try await fixture.database.insert("\(number)") }
        await fixture.database.close()
        var count = 0
        for await _ in stream { count += 1 }
        #expect(count == 1)
    }

    @Test func `reads and empty units give no hint`() async throws {
        let fixture = try await Fixture()
        let stream = fixture.database.changeHints()
        var hints = stream.makeAsyncIterator()
        _ = await hints.next()
        _ = try await fixture.database.names()
        try await fixture.database.execute("DELETE FROM items")
        await fixture.database.close()
        #expect(await hints.next() == nil)
    }

    @Test func `whoever stops listening is forgotten`() async throws {
        let fixture = try await Fixture()
        let hints = fixture.database.writer.hints
        #expect(!hints.isHeard)
        do {
            let stream = fixture.database.changeHints()
            #expect(hints.isHeard)
            withExtendedLifetime(stream) {}
        }
        try await eventually { !hints.isHeard }
        try await fixture.database.insert("unheard")
    }
}
