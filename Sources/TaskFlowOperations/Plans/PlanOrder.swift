/// How the tasks of a plan hang together, each known by its place. Places behind the last task are tasks that are there
/// already. Nothing here knows what a task is.
///
/// Each task has two moments: its start and its end. An end comes after the start and after the ends of the subtasks; a start
/// comes after the ends of what the task needs, and after the start of its parent. A loop is a moment that comes after itself.
struct PlanOrder {
    /// Something that a task needs: where that is said, and the task.
    struct Need {
        let place: Int
        let task: Int
    }

    /// A need that closes a loop.
    struct Loop {
        let task: Int
        let place: Int
        /// From the task around to itself.
        let way: [Int]
    }

    /// A moment of the task at a place.
    struct Moment: Hashable {
        let task: Int
        let isEnd: Bool

        fileprivate var number: Int { 2 * task + (isEnd ? 1 : 0) }
        fileprivate init(number: Int) { self.init(task: number / 2, isEnd: number % 2 == 1) }

        init(task: Int, isEnd: Bool) { (self.task, self.isEnd) = (task, isEnd) }
    }

    /// The task that each lies under.
    private(set) var parents: [Int?]
    private(set) var needs: [[Need]]
    /// What is known of the moments of tasks that are there already: each comes after the other.
    private let known: [Int: [Int]]
    private var children: [[Int]]

    /// - Parameters:
    ///   - parents: Of all places, the task that each lies under, in the plan.
    ///   - known: Pairs of moments, the latter one first.
    init(parents: [Int?], needs: [[Need]], known: [(later: Moment, earlier: Moment)] = []) {
        self.parents = parents
        self.needs = needs
        self.known = Dictionary(grouping: known, by: \.later.number).mapValues { $0.map(\.earlier.number) }
        children = Self.children(of: parents)
    }

    private static func children(of parents: [Int?]) -> [[Int]] {
        var children = [[Int]](repeating: [], count: parents.count)
        for (task, parent) in parents.enumerated() { if let parent { children[parent].append(task) } }
        return children
    }

    /// Takes apart the tasks that lie under themselves: each such loop is answered from its last task around to itself.
    mutating func cutParentLoops() -> [[Int]] {
        var loops: [[Int]] = []
        var isSound = [Bool](repeating: false, count: parents.count)
        for start in parents.indices where !isSound[start] {
            var way: [Int] = []
            var next: Int? = start
            while let task = next, !isSound[task], !way.contains(task) {
                way.append(task)
                next = parents[task]
            }
            if let again = next, !isSound[again], let first = way.firstIndex(of: again) {
                let loop = way[first...]
                let last = loop.max() ?? again
                let turned = loop.drop { $0 != last } + loop.prefix { $0 != last }
                loops.append(turned + [last])
                parents[last] = nil
            }
            for task in way { isSound[task] = true }
        }
        children = Self.children(of: parents)
        return loops
    }

    /// How deep each task lies; 1 where it lies under none of the plan.
    ///
    /// - Parameter count: How many tasks the plan has.
    func depths(_ count: Int) -> [Int] {
        var depths = [Int](repeating: 0, count: count)
        for start in 0..<count {
            var way: [Int] = []
            var next: Int? = start
            while let task = next, task < count, depths[task] == 0 {
                way.append(task)
                next = parents[task]
            }
            var depth = next.map { $0 < count ? depths[$0] : 0 } ?? 0
            for task in way.reversed() {
                depth += 1
                depths[task] = depth
            }
        }
        return depths
    }
}

extension PlanOrder {
    /// The needs that close loops, in order; without them there is none.
    func loops() -> [Loop] {
        if isSound { return [] }
        var loops: [Loop] = []
        var sound = self
        sound.needs = needs.map { _ in [] }
        for (task, needs) in needs.enumerated() {
            for need in needs {
                let (start, end) = (Moment(task: task, isEnd: false), Moment(task: need.task, isEnd: true))
                if let way = sound.way(from: end.number, to: start.number) {
                    loops.append(Loop(task: task, place: need.place, way: [task] + Self.tasks(way)))
                } else {
                    sound.needs[task].append(need)
                }
            }
        }
        return loops
    }

    private static func tasks(_ way: [Int]) -> [Int] {
        way.map { $0 / 2 }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// The moments right before one.
    private func before(_ moment: Int) -> [Int] {
        let task = moment / 2
        let own: [Int] =
            moment % 2 == 1
            ? [2 * task] + children[task].map { 2 * $0 + 1 }
            : needs[task].map { 2 * $0.task + 1 } + (parents[task].map { [2 * $0] } ?? [])
        return own + (known[moment] ?? [])
    }

    /// Whether no moment comes after itself: each can be taken away once all that come after it are gone.
    private var isSound: Bool {
        var waiting = [Int](repeating: 0, count: 2 * parents.count)
        for moment in waiting.indices { for earlier in before(moment) { waiting[earlier] += 1 } }
        var free = waiting.indices.filter { waiting[$0] == 0 }
        var gone = 0
        while let moment = free.popLast() {
            gone += 1
            for earlier in before(moment) {
                waiting[earlier] -= 1
                if waiting[earlier] == 0 { free.append(earlier) }
            }
        }
        return gone == waiting.count
    }

    /// A shortest way from a moment to an earlier one.
    private func way(from start: Int, to end: Int) -> [Int]? {
        var reached = [start: start]
        var edge = [start]
        while reached[end] == nil, !edge.isEmpty {
            var next: [Int] = []
            for moment in edge {
                for earlier in before(moment) where reached[earlier] == nil {
                    reached[earlier] = moment
                    next.append(earlier)
                }
            }
            edge = next
        }
        guard reached[end] != nil else { return nil }
        var way = [end]
        while let last = way.last, last != start, let before = reached[last] { way.append(before) }
        return way.reversed()
    }

    /// The tasks by when they can be taken: whatever one waits for is in an earlier wave. There must be no loop.
    ///
    /// A task waits for what it needs and what its ancestors need, and for its subtasks.
    func waves(_ count: Int) -> [[Int]] {
        var wave = [Int](repeating: 0, count: count)
        func find(_ task: Int) -> Int {
            if task >= count { return 0 }
            if wave[task] > 0 { return wave[task] }
            var last = 0
            for child in children[task] { last = max(last, find(child)) }
            var above: Int? = task
            while let one = above, one < count {
                for need in needs[one] { last = max(last, find(need.task)) }
                above = parents[one]
            }
            wave[task] = last + 1
            return last + 1
        }
        for task in 0..<count { _ = find(task) }
        var waves = [[Int]](repeating: [], count: wave.max() ?? 0)
        for (task, number) in wave.enumerated() { waves[number - 1].append(task) }
        return waves
    }
}
