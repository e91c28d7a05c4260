import TaskFlowTestSupport

/// Random steps for ``ReviewGeneratorTests``.
extension SeededGenerator {
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// A step for a task: mostly one that its state may allow, now and then any.
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
