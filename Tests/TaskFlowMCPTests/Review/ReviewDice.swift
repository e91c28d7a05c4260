/// Chance that is the same with every run.
struct ReviewDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// A step for a task: one that its state may allow as a rule, else any.
    mutating func step(for work: ReviewModel.Work, by worker: ReviewModel.Worker) -> ReviewModel.Step {
        let likely: [ReviewModel.Step] =
            switch work.status {
            case "pending": [.start, .start, .start, .block, patch(work), assign(work)]
            case "in_progress":
                [.submit, .submit, .submit, .release, .block, .complete, .progress, patch(work), assign(work)]
            case "review": [.approve, .reject, .complete, patch(work), patch(work), assign(work)]
            case "blocked": [.unblock, .unblock, patch(work), assign(work)]
            default: [.reopen, .reopen, patch(work)]
            }
        let any: [ReviewModel.Step] = [
            .start, .progress, .submit, .approve, .reject, .complete, .block, .unblock, .release, .reopen, assign(work),
            patch(work),
        ]
        return pick(Int.random(in: 0..<10, using: &self) == 0 ? any : likely)
    }

    private mutating func assign(_ work: ReviewModel.Work) -> ReviewModel.Step { .assign(somebody(for: work)) }

    private mutating func patch(_ work: ReviewModel.Work) -> ReviewModel.Step {
        let status = pick([nil, "pending", "in_progress", "review", "completed", "blocked", "completed"])
        return .patch(Bool.random(using: &self) ? .some(somebody(for: work)) : .none, status)
    }

    private mutating func somebody(for work: ReviewModel.Work) -> String? {
        let workers = ReviewWorld.workers.filter { $0.canWork(in: work.place) }.map(\.handle)
        return Int.random(in: 0..<3, using: &self) == 0 ? nil : pick(workers)
    }
}
