internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The step that `PATCH` with a `status` takes: all 25 pairs of states, assigned or not.
@Suite struct StatusChangeTests {
    static let steps: [(TaskStatus, TaskStatus, assigned: String?, unassigned: String?)] = [
        (.pending, .inProgress, "start", "start"), (.pending, .blocked, "block", "block"),
        (.inProgress, .pending, "release", "release"),
        (.inProgress, .review, "submit", "submit"), (.inProgress, .completed, "complete", "complete"),
        (.inProgress, .blocked, "block", "block"),
        (.review, .inProgress, "reject", nil), (.review, .pending, nil, "reject"),
        (.review, .completed, "approve", "approve"),
        (.completed, .pending, "reopen", "reopen"),
        (.blocked, .inProgress, "unblock", nil), (.blocked, .pending, nil, "unblock"),
    ]

    @Test(arguments: TaskStatus.allCases, TaskStatus.allCases) func everyPair(from: TaskStatus, to: TaskStatus) {
        let row = Self.steps.first { $0.0 == from && $0.1 == to }
        #expect(step(from, to, "@me")?.verb == row?.assigned)
        #expect(step(from, to, nil)?.verb == row?.unassigned)
    }

    @Test func startIsByTheCaller() {
        #expect(step(.pending, .inProgress, nil) == .start(by: WorkerID(trusted: "@me")))
    }

    /// The step found is one that the table allows, and it ends where it was meant to.
    @Test(arguments: TaskStatus.allCases, TaskStatus.allCases) func leadsThere(from: TaskStatus, to: TaskStatus) throws
    {
        for holder in [nil, "@me"] {
            var task = TaskItem.example(from, assignedTo: holder)
            guard let step = step(from, to, holder) else { continue }
            try TaskLifecycle.check(step, of: task)
            TaskLifecycle.apply(step, to: &task, at: Timestamp(milliseconds: 9))
            #expect(task.status == to)
        }
    }

    private func step(_ from: TaskStatus, _ to: TaskStatus, _ holder: String?) -> Transition? {
        TaskLifecycle.transition(of: .example(from, assignedTo: holder), to: to, by: WorkerID(trusted: "@me"))
    }
}
