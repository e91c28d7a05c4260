import Testing

@testable import TaskFlowOperations

@Suite struct ChangeTrackerTests {
    private let start = ContinuousClock.now

    @Test func `rows are told in order and once`() {
        var tracker = ChangeTracker(newest: [1, 2, 3], at: start)
        #expect(tracker.take([5, 4], at: start) == [4, 5])
        #expect(tracker.take([4, 5, 6], at: start) == [6])
        #expect(tracker.take([], at: start) == [])
    }

    @Test func `a row that commits after a later one is told when it comes, and once`() {
        var tracker = ChangeTracker(newest: [1], at: start)
        #expect(tracker.take([2, 5], at: start) == [2, 5])
        #expect(tracker.missing == [3, 4])
        #expect(tracker.take([4, 6], at: start) == [4, 6])
        #expect(tracker.missing == [3])
        #expect(tracker.take([4], at: start) == [])
        #expect(tracker.take([3], at: start) == [3])
        #expect(tracker.missing == [])
    }

    @Test func `what was on its way when the listening began is waited for`() {
        var tracker = ChangeTracker(newest: [7, 5, 4, 2, 1], at: start)
        #expect(tracker.missing == [3, 6])
        #expect(tracker.take([6, 8], at: start) == [6, 8])
        #expect(tracker.take([1, 2, 7], at: start) == [])
    }

    @Test func `an empty log begins with its first row`() {
        var tracker = ChangeTracker(newest: [], at: start)
        #expect(tracker.missing == [])
        #expect(tracker.take([2], at: start) == [2])
        #expect(tracker.take([1], at: start) == [1])
    }

    @Test func `a row that never comes is given up`() {
        var tracker = ChangeTracker(newest: [1], at: start)
        _ = tracker.take([3], at: start)
        _ = tracker.take([], at: start + .seconds(59))
        #expect(tracker.missing == [2])
        _ = tracker.take([5], at: start + .seconds(60))
        #expect(tracker.missing == [4])
        #expect(tracker.take([2], at: start + .seconds(60)) == [])
    }

    @Test func `however far the numbers jump, what is remembered is bounded`() {
        var tracker = ChangeTracker(newest: [Int.max / 4], at: start)
        #expect(tracker.missing.count == ChangeTracker.memory - 1)
        #expect(tracker.take([Int.max / 2], at: start) == [Int.max / 2])
        #expect(tracker.missing.count == ChangeTracker.memory)
        #expect(tracker.missing.last == Int.max / 2 - 1)
    }

    @Test(arguments: 0..<50) func `in whatever order rows commit, each is told once`(seed: UInt64) {
        var generator = SplitMix(state: seed)
        var waiting = Array(1...200)
        var (committed, told): (Set<Int>, [Int]) = ([], [])
        var tracker = ChangeTracker(newest: [], at: start)
        while !waiting.isEmpty {
            // Any of the ten oldest may be the next to commit.
            for _ in 0..<Int.random(in: 1...5, using: &generator) where !waiting.isEmpty {
                let index = Int.random(in: 0..<min(10, waiting.count), using: &generator)
                committed.insert(waiting.remove(at: index))
            }
            let seen = committed.filter { $0 > tracker.position } + tracker.missing.filter(committed.contains)
            told += tracker.take(seen, at: start)
        }
        #expect(told.sorted() == Array(1...200))
        #expect(tracker.missing.isEmpty)
    }
}

/// Random numbers that are the same each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
