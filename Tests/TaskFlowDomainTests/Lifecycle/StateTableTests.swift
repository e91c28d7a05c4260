internal import TaskFlowDomain
import Testing

/// Every cell of the state × operation table (docs/contract.md, 3): 5 states, 11 operations, assigned or not.
@Suite struct StateTableTests {
    /// Rows: pending, in_progress, review, completed, blocked. A point is a refusal.
    static let table: [(String, allowed: String)] = [
        ("start", "p...."), ("progress", ".i..."), ("submit", ".i..."), ("approve", "..r.."), ("reject", "..r.."),
        ("complete", ".ir.."),
        ("block", "pi..."), ("unblock", "....b"), ("release", ".i..."), ("assign", "pir.b"), ("reopen", "...c."),
    ]

    @Test(arguments: TaskStatus.allCases, [nil, "@me", "@other"]) func everyCell(status: TaskStatus, holder: String?)
        throws
    {
        let column = try #require(TaskStatus.allCases.firstIndex(of: status))
        #expect(Self.table.map(\.0) == Transition.kinds.map(\.verb))
        for (transition, row) in zip(Transition.kinds, Self.table) {
            let task = TaskItem.example(status, assignedTo: holder)
            let isAllowed = Array(row.allowed)[column] != "."
            #expect(
                refusal(of: transition, for: task) == (isAllowed ? nil : Self.message(transition, status, holder)),
                "\(row.0)")
        }
    }

    /// The refusals, word for word.
    static func message(_ transition: Transition, _ status: TaskStatus, _ holder: String?) -> String {
        switch (transition.verb, status, holder) {
        case ("progress", _, _): "Task must be in_progress"
        case ("start", .inProgress, "@me"): "You already hold task 12"
        case (let verb, _, _): "Cannot \(verb) task with status '\(status.rawValue)'"
        }
    }

    @Test func someRefusalsInFull() {
        let start = Transition.start(by: WorkerID(trusted: "@me"))
        #expect(refusal(of: start, for: .example(.inProgress)) == "Cannot start task with status 'in_progress'")
        #expect(
            refusal(of: start, for: .example(.blocked, assignedTo: "@me")) == "Cannot start task with status 'blocked'")
        #expect(refusal(of: .reopen, for: .example(.pending)) == "Cannot reopen task with status 'pending'")
        #expect(refusal(of: .assign(nil), for: .example(.completed)) == "Cannot assign task with status 'completed'")
    }

    private func refusal(of transition: Transition, for task: TaskItem) -> String? {
        do throws(TaskFlowError) {
            try TaskLifecycle.check(transition, of: task)
            return nil
        } catch {
            #expect(error.code == .invalidState)
            return error.message
        }
    }

    @Test func whatTheAuditLogCallsThem() {
        let actions: [AuditAction] = [
            .started, .progressed, .submitted, .approved, .rejected, .completed, .blocked, .unblocked, .released,
            .assigned, .reopened,
        ]
        #expect(Transition.kinds.map(\.action) == actions)
    }
}
