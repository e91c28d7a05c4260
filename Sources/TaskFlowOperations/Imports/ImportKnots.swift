/// What hangs together in loops: strongly connected components, by Tarjan's algorithm without recursion, in linear time.
struct ImportKnots {
    /// A moment on the way down, and how many of those before it have been looked at.
    private struct Step {
        let moment: Int
        let before: [Int]
        var next = 0
    }

    /// The moments that come after themselves, each with the number of its knot.
    private(set) var knots: [Int: Int] = [:]
    private var index: [Int]
    private var low: [Int]
    private var isOnStack: [Bool]
    private var stack: [Int] = []
    private var steps: [Step] = []
    private var count = 0

    /// - Parameters:
    ///   - count: How many moments there are.
    ///   - before: The moments right before one. None comes right before itself.
    init(count moments: Int, before: (Int) -> [Int]) {
        index = Array(repeating: -1, count: moments)
        low = Array(repeating: 0, count: moments)
        isOnStack = Array(repeating: false, count: moments)
        for root in 0..<moments where index[root] < 0 {
            enter(root, before(root))
            while let step = steps.last {
                if step.next < step.before.count { look(step, before) } else { leave(step.moment) }
            }
        }
    }

    private mutating func enter(_ moment: Int, _ before: [Int]) {
        (index[moment], low[moment]) = (count, count)
        count += 1
        stack.append(moment)
        isOnStack[moment] = true
        steps.append(Step(moment: moment, before: before))
    }

    private mutating func look(_ step: Step, _ before: (Int) -> [Int]) {
        steps[steps.count - 1].next += 1
        let other = step.before[step.next]
        if index[other] < 0 {
            enter(other, before(other))
        } else if isOnStack[other] {
            low[step.moment] = min(low[step.moment], index[other])
        }
    }

    private mutating func leave(_ moment: Int) {
        steps.removeLast()
        if let above = steps.last?.moment { low[above] = min(low[above], low[moment]) }
        guard low[moment] == index[moment] else { return }
        var knot: [Int] = []
        while let one = stack.popLast() {
            isOnStack[one] = false
            knot.append(one)
            if one == moment { break }
        }
        if knot.count > 1 { for one in knot { knots[one] = moment } }
    }
}
