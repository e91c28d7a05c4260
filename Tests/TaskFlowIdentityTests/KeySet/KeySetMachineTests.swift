import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// The rules of refreshing, without a network or a clock.
@Suite final class KeySetMachineTests {
    private var machine = KeySetMachine()

    private func set(_ names: String...) throws -> KeySet {
        try KeySet(TokenMint.keySet(names.map { TokenMint(TestMints.mint(), keyID: $0) }).bytes)
    }

    private func id(_ name: String) -> [UInt8] { Array(name.utf8) }

    /// What is answered, in a word.
    private func ask(_ name: String, since: Int? = nil, at seconds: Double) -> String {
        switch machine.lookUp(id(name), since: since, at: .seconds(seconds)) {
        case .known: "known"
        case .unknown: "unknown"
        case .wait: "wait"
        case .unavailable(let seconds): "503 in \(seconds)"
        }
    }

    private func isDue(_ now: Duration) -> Bool { machine.isDue(at: now) }

    private func warm(at seconds: Double = 0) throws {
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(seconds))
    }

    @Test func `before the first answer a call waits, once`() throws {
        #expect(ask("known", at: 0) == "wait")
        #expect(isDue(.zero))
        machine.fetchBegan()
        #expect(!isDue(.zero))
        #expect(ask("known", at: 1) == "wait")
        machine.fetchFailed(jitter: 0.5, at: .seconds(3))
        #expect(ask("known", since: 0, at: 3) == "503 in 2")
        #expect(ask("known", at: 3) == "503 in 2")
        #expect(!machine.isReady)
    }

    @Test func `cold and down, attempts come within 8 seconds of each other`() {
        var now = Duration.zero
        for round in 0..<40 {
            #expect(isDue(now))
            machine.fetchBegan()
            machine.fetchFailed(jitter: round.isMultiple(of: 2) ? 1 : 0, at: now)
            let failedAt = now
            #expect(!isDue(now))
            while !isDue(now) { now += .milliseconds(100) }
            #expect(now - failedAt <= .seconds(8))
            #expect(now - failedAt >= .milliseconds(700))
        }
    }

    @Test func `known keys are served, and fetched anew after 10 minutes`() throws {
        try warm()
        #expect(ask("known", at: 599) == "known")
        #expect(!isDue(.seconds(599)))
        #expect(isDue(.seconds(600)))
        machine.fetchBegan()
        #expect(ask("known", at: 601) == "known")
        machine.fetchFailed(jitter: 0, at: .seconds(603))
        #expect(ask("known", at: 604) == "known")
        #expect(machine.isReady)
    }

    @Test func `keys are believed for 24 hours without a good answer, no longer`() throws {
        try warm()
        let generation = machine.generation
        _ = isDue(.seconds(86_399))
        #expect(ask("known", at: 86_399) == "known")
        #expect(isDue(.seconds(86_400)))
        #expect(!machine.isReady)
        #expect(machine.generation != generation)
        #expect(ask("known", at: 86_401).hasPrefix("503"))
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(86_402))
        #expect(ask("known", at: 86_402) == "known")
    }

    @Test func `a strange id has the keys fetched once, and is then unknown for a while`() throws {
        try warm()
        #expect(ask("new", at: 1) == "wait")
        #expect(ask("new", at: 1) == "wait")
        #expect(isDue(.seconds(1)))
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(2))
        #expect(ask("new", since: 1, at: 2) == "unknown")
        #expect(ask("new", at: 3) == "unknown")
        #expect(!isDue(.seconds(40)))
        #expect(ask("new", at: 46.9) == "unknown")
        #expect(ask("new", at: 47.1) == "wait")
    }

    @Test func `a key that has come is found by all who waited`() throws {
        try warm()
        for _ in 0..<500 { #expect(ask("new", at: 1) == "wait") }
        machine.fetchBegan()
        #expect(ask("new", at: 1.5) == "wait")
        machine.fetchSucceeded(try set("known", "new"), at: .seconds(2))
        #expect(ask("new", since: 1, at: 2) == "known")
        #expect(machine.begun == 2)
    }

    @Test func `who came in the middle of a fetch is not refused by it`() throws {
        try warm()
        #expect(ask("first", at: 1) == "wait")
        machine.fetchBegan()
        #expect(ask("late", at: 1.5) == "wait")
        let since = machine.begun
        machine.fetchSucceeded(try set("known"), at: .seconds(2))
        #expect(ask("first", since: 1, at: 2) == "unknown")
        #expect(ask("late", since: since, at: 2) == "wait")
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known", "late"), at: .seconds(3))
        #expect(ask("late", since: since, at: 3) == "known")
    }

    @Test func `a fetch that fails refuses nobody`() throws {
        try warm()
        #expect(ask("new", at: 1) == "wait")
        machine.fetchBegan()
        machine.fetchFailed(jitter: 0, at: .seconds(2))
        #expect(ask("new", since: 1, at: 2).hasPrefix("503"))
        #expect(ask("known", at: 2) == "known")
        #expect(ask("new", at: 2) == "wait")
    }

    @Test func `strange ids cost three fetches, then one in ten seconds`() throws {
        try warm()
        var (fetches, refused, busy) = (0, 0, 0)
        for number in 0..<1_000 {
            let now = 1 + Double(number) / 100
            switch ask("strange-\(number)", at: now) {
            case "wait":
                machine.fetchBegan()
                fetches += 1
                machine.fetchSucceeded(try set("known"), at: .seconds(now))
                #expect(ask("strange-\(number)", since: machine.begun - 1, at: now) == "unknown")
                refused += 1
            case let answer:
                #expect(answer.hasPrefix("503"))
                busy += 1
            }
            #expect(ask("known", at: now) == "known")
        }
        #expect(fetches == 3)
        #expect(refused == 3 && busy == 997)
        #expect(ask("strange-1000", at: 11.01) == "wait")
        #expect(ask("strange-999", at: 11.02) == "wait")
    }

    @Test func `who finds the bucket empty is told when to come again, and is not held unknown`() throws {
        try warm()
        for number in 0..<3 {
            #expect(ask("strange-\(number)", at: 0) == "wait")
            machine.fetchBegan()
            machine.fetchSucceeded(try set("known"), at: .zero)
        }
        #expect(ask("new", at: 4.5) == "503 in 6")
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known", "new"), at: .seconds(5))
        #expect(ask("new", at: 5) == "known")
    }

    @Test func `a good answer clears what was held unknown`() throws {
        try warm()
        #expect(ask("new", at: 1) == "wait")
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(1))
        #expect(ask("new", since: 1, at: 1) == "unknown")
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(2))
        #expect(ask("new", at: 2) == "wait")
    }

    @Test func `what was proved with other keys is to be proved anew`() throws {
        try warm()
        let first = machine.generation
        machine.fetchBegan()
        machine.fetchSucceeded(try set("known"), at: .seconds(1))
        #expect(machine.generation == first)
        machine.fetchBegan()
        machine.fetchSucceeded(try set("other"), at: .seconds(2))
        #expect(machine.generation == first + 1)
        #expect(ask("known", at: 3) == "wait")
    }

    @Test func `ids that are unknown are bounded and forgotten`() {
        var unknown = UnknownKeyIDs()
        for number in 0..<5_000 { unknown.insert(id("\(number)"), at: .zero) }
        #expect((0..<5_000).count { unknown.contains(id("\($0)"), at: .seconds(1)) } == 1_000)
        #expect(!unknown.contains(id("1"), at: .seconds(45)))
        unknown.insert(id("late"), at: .seconds(60))
        #expect(unknown.contains(id("late"), at: .seconds(61)))
    }

    @Test func `the bucket fills one in ten seconds, up to three`() {
        var bucket = RefreshBucket()
        let taken = [100, 100, 100, 100, 109, 110, 119, 120].map { bucket.take(at: .seconds($0)) }
        #expect(taken == [true, true, true, false, false, true, false, true])
        let next = bucket.nextAvailable(after: .seconds(121))
        #expect(next == .seconds(130))
        let later = (0..<5).map { _ in bucket.take(at: .seconds(1000)) }
        #expect(later == [true, true, true, false, false])
    }
}
