internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// What each step changes, and that it changes nothing else.
@Suite struct EffectTests {
    static let now = Timestamp(milliseconds: 99)
    static let me = WorkerID(trusted: "@me")

    /// Takes the step on both kinds of task and compares every field with what the expectation leaves.
    func expect(
        _ transition: Transition, from status: TaskStatus, assignedTo holder: String?,
        _ change: (inout TaskItem) -> Void
    ) {
        for startedAt in [nil, Timestamp(milliseconds: 50)] {
            for project in [nil, "p"] {
                var task = TaskItem.example(status, assignedTo: holder, project: project)
                task.startedAt = startedAt
                var expected = task
                change(&expected)
                TaskLifecycle.apply(transition, to: &task, at: Self.now)
                #expect(task.json == expected.json)
            }
        }
    }

    @Test(arguments: [nil, "@me"]) func start(holder: String?) {
        expect(.start(by: Self.me), from: .pending, assignedTo: holder) { task in
            task.status = .inProgress
            task.assignedTo = Self.me
            task.startedAt = task.startedAt ?? Self.now
        }
    }

    @Test func progress() {
        expect(.progress(Percent(trusted: 70)), from: .inProgress, assignedTo: "@me") {
            $0.progressPercent = Percent(trusted: 70)
        }
    }

    @Test func submitAndReject() {
        expect(.submit(by: Self.me), from: .inProgress, assignedTo: "@holder") { task in
            task.status = .review
            task.submittedBy = WorkerID(trusted: "@holder")
        }
        expect(.submit(by: Self.me), from: .inProgress, assignedTo: nil) { task in
            task.status = .review
            task.submittedBy = Self.me
        }
        expect(.reject, from: .review, assignedTo: "@holder") { task in
            task.status = .inProgress
            task.startedAt = task.startedAt ?? Self.now
        }
        expect(.reject, from: .review, assignedTo: nil) { $0.status = .pending }
    }

    @Test(arguments: [Transition.approve, .complete], [TaskStatus.review, .inProgress])
    func approveAndComplete(transition: Transition, status: TaskStatus) {
        expect(transition, from: status, assignedTo: "@me") { task in
            task.status = .completed
            task.progressPercent = Percent(trusted: 100)
            task.completedAt = Self.now
        }
    }

    @Test(arguments: [TaskStatus.pending, .inProgress], [nil, "@me"]) func block(status: TaskStatus, holder: String?) {
        expect(.block, from: status, assignedTo: holder) { task in
            task.status = .blocked
            task.blockedKind = .reason
        }
    }

    @Test func unblock() {
        expect(.unblock, from: .blocked, assignedTo: nil) { $0.status = .pending }
        expect(.unblock, from: .blocked, assignedTo: "@other") { task in
            task.status = .inProgress
            task.startedAt = task.startedAt ?? Self.now
        }
    }

    @Test(arguments: [nil, "@me"]) func release(holder: String?) {
        expect(.release, from: .inProgress, assignedTo: holder) { task in
            task.status = .pending
            task.assignedTo = nil
        }
    }

    @Test(arguments: [TaskStatus.pending, .inProgress, .review, .blocked], [nil, "@me"])
    func assign(status: TaskStatus, holder: String?) {
        let other = WorkerID(trusted: "@other")
        expect(.assign(other), from: status, assignedTo: holder) { $0.assignedTo = other }
        expect(.assign(nil), from: status, assignedTo: holder) { task in
            task.assignedTo = nil
            if status == .inProgress { task.status = .pending }
        }
    }

    @Test(arguments: [nil, "@me"]) func reopen(holder: String?) {
        expect(.reopen, from: .completed, assignedTo: holder) { task in
            task.status = .pending
            task.completedAt = nil
            task.progressPercent = Percent(trusted: 0)
            task.submittedBy = nil
        }
    }

    /// Every allowed step leaves a state from which the next ones are what the table says: no step ends nowhere.
    @Test(arguments: TaskStatus.allCases) func everyStateCanBeLeft(status: TaskStatus) {
        #expect(Transition.kinds.contains { $0.sources.contains(status) })
    }
}
