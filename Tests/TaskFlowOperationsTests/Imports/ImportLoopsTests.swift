import Testing

@testable import TaskFlowOperations

/// What closes loops among the needs of an import, and that it is found in bounded time.
@Suite struct ImportLoopsTests {
    @Test func `the edge that closes a loop is the last one of it`() {
        let loops = ImportLoops(parents: [nil, nil, nil], needs: [[1], [2], [0]], count: 3)
        #expect(loops.closing.map(\.task) == [2])
        // Both ways of an eight through one task.
        let eight = ImportLoops(parents: [nil, nil, nil], needs: [[1, 2], [0], [0]], count: 3)
        #expect(eight.closing.map(\.task) == [1, 2])
    }

    @Test func `what was there before keeps its needs`() {
        // 2 and 3 were there: 3 needs 2, under which 0 is to lie; 1 needs 3, and 0 needs 1.
        let loops = ImportLoops(parents: [2, nil, nil, nil], needs: [[1], [3], [], [2]], count: 2)
        #expect(loops.closing.map(\.task) == [1])
        let other = ImportLoops(parents: [nil, 2, nil, nil], needs: [[3], [0], [], [2]], count: 2)
        #expect(other.closing.map(\.task) == [1])
    }

    @Test(.timeLimit(.minutes(1))) func `long chains and large knots take time in proportion`() {
        let count = 20_000
        let chain = ImportLoops(
            parents: Array(repeating: nil, count: count), needs: (0..<count).map { $0 + 1 < count ? [$0 + 1] : [] },
            count: count)
        #expect(chain.closing.isEmpty)
        let ring = ImportLoops(
            parents: Array(repeating: nil, count: count), needs: (0..<count).map { [($0 + 1) % count] }, count: count)
        #expect(ring.closing.map(\.task) == [count - 1])
    }

    @Test(.timeLimit(.minutes(1))) func `where the steps do not suffice, no loop is left all the same`() {
        let count = 300
        let needs = (0..<count).map { task in (1...50).map { (task + $0 * 7) % count } }
        let loops = ImportLoops(
            parents: Array(repeating: nil, count: count), needs: needs, count: count, budget: 10_000)
        var left = needs.map { $0.map(Optional.some) }
        for (task, index) in loops.closing { left[task][index] = nil }
        #expect(loops.closing.count < count * 50)
        #expect(ImportLoops(parents: Array(repeating: nil, count: count), needs: left, count: count).closing.isEmpty)
    }
}
