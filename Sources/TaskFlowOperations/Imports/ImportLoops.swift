/// Finds the needs of an import that close loops. Most imports have none: that is found out in one pass, and what hangs
/// together in a loop is looked at alone.
struct ImportLoops {
    /// Of so many needs in one knot each is looked at by itself; of more all go.
    private static let limit = 500

    private let parents: [Int?]
    /// The task at each need's place; `nil` for one that was there before, which no loop goes through.
    private let needs: [[Int?]]
    private let children: [[Int]]

    init(parents: [Int?], needs: [[Int?]]) {
        self.parents = parents
        self.needs = needs
        var children = [[Int]](repeating: [], count: parents.count)
        for (task, parent) in parents.enumerated() { if let parent { children[parent].append(task) } }
        self.children = children
    }

    /// The needs to take away: the task, and the index among its needs.
    var closing: [(task: Int, index: Int)] {
        let knots = knots()
        var inKnot: [Int: [(task: Int, index: Int)]] = [:]
        for (task, needed) in needs.enumerated() {
            for (index, need) in needed.enumerated() {
                guard let need, let knot = knots[2 * task], knot == knots[2 * need + 1] else { continue }
                inKnot[knot, default: []].append((task, index))
            }
        }
        var members: [Int: Set<Int>] = [:]
        for (moment, knot) in knots { members[knot, default: []].insert(moment / 2) }
        return inKnot.flatMap { knot, edges in
            edges.count > Self.limit ? edges : closing(edges, members[knot] ?? [])
        }
    }

    /// The needs of one knot that close a loop, in the order of the import.
    private func closing(_ edges: [(task: Int, index: Int)], _ members: Set<Int>) -> [(task: Int, index: Int)] {
        let tasks = members.sorted()
        let places = Dictionary(uniqueKeysWithValues: tasks.enumerated().map { ($1, $0) })
        var own = [[PlanOrder.Need]](repeating: [], count: tasks.count)
        for edge in edges {
            guard let task = places[edge.task], let need = needs[edge.task][edge.index].flatMap({ places[$0] }) else {
                continue
            }
            own[task].append(PlanOrder.Need(place: edge.index, task: need))
        }
        let order = PlanOrder(parents: tasks.map { parents[$0].flatMap { places[$0] } }, needs: own)
        return order.loops().map { (task: tasks[$0.task], index: $0.place) }
    }

    /// The moments right before one: as ``PlanOrder`` has them. The start of a task is `2 * task`, its end the one after.
    private func before(_ moment: Int) -> [Int] {
        let task = moment / 2
        return moment % 2 == 1
            ? [2 * task] + children[task].map { 2 * $0 + 1 }
            : needs[task].compactMap { $0.map { 2 * $0 + 1 } } + (parents[task].map { [2 * $0] } ?? [])
    }

    /// The moments that come after themselves, with the number of their knot (Tarjan's strongly connected components,
    /// without recursion).
    private func knots() -> [Int: Int] {
        let count = 2 * parents.count
        var (index, low) = ([Int](repeating: -1, count: count), [Int](repeating: 0, count: count))
        var isOnStack = [Bool](repeating: false, count: count)
        var (stack, next) = ([Int](), 0)
        var found: [Int: Int] = [:]
        for root in 0..<count where index[root] < 0 {
            var work: [(moment: Int, edges: [Int], at: Int)] = []
            func enter(_ moment: Int) {
                (index[moment], low[moment]) = (next, next)
                next += 1
                stack.append(moment)
                isOnStack[moment] = true
                work.append((moment, before(moment), 0))
            }
            enter(root)
            while let top = work.last {
                if top.at < top.edges.count {
                    work[work.count - 1].at += 1
                    let other = top.edges[top.at]
                    if index[other] < 0 {
                        enter(other)
                    } else if isOnStack[other] {
                        low[top.moment] = min(low[top.moment], index[other])
                    }
                    continue
                }
                work.removeLast()
                if let above = work.last { low[above.moment] = min(low[above.moment], low[top.moment]) }
                guard low[top.moment] == index[top.moment] else { continue }
                var knot: [Int] = []
                while let moment = stack.popLast() {
                    isOnStack[moment] = false
                    knot.append(moment)
                    if moment == top.moment { break }
                }
                if knot.count > 1 { for moment in knot { found[moment] = top.moment } }
            }
        }
        return found
    }
}
