/// Finds the needs of an import that close loops, in the order in which they stand there. Most imports have none: that is
/// found out in one pass, and what hangs together in a loop is looked at alone.
///
/// The moments of tasks are as ``PlanOrder`` has them: the start of a task is `2 * task`, its end the one after.
struct ImportLoops {
    /// A need: the task, and the index among its needs.
    typealias Need = (task: Int, index: Int)

    private let parents: [Int?]
    private let needs: [[Int?]]
    private let children: [[Int]]
    private let count: Int
    private let budget: Int

    /// - Parameters:
    ///   - parents: The task that each lies under; those behind the first `count` were there before.
    ///   - needs: The task at each need's place; `nil` for one through which no loop goes.
    ///   - count: How many tasks are new: only their needs are taken away.
    ///   - budget: How many steps may be taken. Where they do not suffice, the needs that are left in a knot close loops too, as
    ///     far as anybody knows.
    init(parents: [Int?], needs: [[Int?]], count: Int, budget: Int = 200_000_000) {
        (self.parents, self.needs, self.count, self.budget) = (parents, needs, count, budget)
        var children = [[Int]](repeating: [], count: parents.count)
        for (task, parent) in parents.enumerated() { if let parent { children[parent].append(task) } }
        self.children = children
    }

    /// The needs to take away.
    var closing: [Need] {
        let knots = ImportKnots(count: 2 * parents.count, before: before).knots
        if knots.isEmpty { return [] }
        var way = ImportWay(budget: budget, moments: 2 * parents.count)
        for moment in knots.keys.sorted() {
            for earlier in before(moment) where knots[earlier] == knots[moment] {
                if isFixed(moment, earlier) { way.add(moment, after: earlier) }
            }
        }
        var closing: [Need] = []
        for task in 0..<count {
            for (index, need) in needs[task].enumerated() {
                guard let need, let knot = knots[2 * task], knot == knots[2 * need + 1] else { continue }
                if way.leads(from: 2 * need + 1, to: 2 * task) {
                    closing.append((task, index))
                } else {
                    way.add(2 * task, after: 2 * need + 1)
                }
            }
        }
        return closing
    }

    /// Whether one moment comes before another whatever becomes of the needs of new tasks.
    private func isFixed(_ moment: Int, _ earlier: Int) -> Bool {
        moment % 2 == 1 || moment / 2 >= count || earlier % 2 == 0
    }

    /// The moments right before one.
    private func before(_ moment: Int) -> [Int] {
        let task = moment / 2
        return moment % 2 == 1
            ? [2 * task] + children[task].map { 2 * $0 + 1 }
            : needs[task].compactMap { $0.map { 2 * $0 + 1 } } + (parents[task].map { [2 * $0] } ?? [])
    }
}

/// Which moments come before which, as far as it is known yet.
private struct ImportWay {
    private var budget: Int
    /// For each moment its newest edge, and for each edge where it leads and the one before it; -1 where there is none.
    private var newest: [Int]
    private var edges: [(moment: Int, next: Int)] = []
    /// By which search each moment was reached last.
    private var reached: [Int]
    private var search = 0

    init(budget: Int, moments: Int) {
        self.budget = budget
        newest = Array(repeating: -1, count: moments)
        reached = Array(repeating: 0, count: moments)
    }

    mutating func add(_ moment: Int, after earlier: Int) {
        edges.append((earlier, newest[moment]))
        newest[moment] = edges.count - 1
    }

    /// Whether a moment comes after another one, or is the same; also where it cannot be told.
    mutating func leads(from start: Int, to end: Int) -> Bool {
        search += 1
        var edge = [start]
        reached[start] = search
        while let moment = edge.popLast() {
            if moment == end { return true }
            var next = newest[moment]
            while next >= 0 {
                budget -= 1
                if budget < 0 { return true }
                let earlier = edges[next].moment
                if reached[earlier] != search {
                    reached[earlier] = search
                    edge.append(earlier)
                }
                next = edges[next].next
            }
        }
        return false
    }
}
