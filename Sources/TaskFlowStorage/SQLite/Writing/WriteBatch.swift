internal import TaskFlowDomain
internal import TaskFlowSchema

/// Units of work in one transaction, each within a savepoint: one fsync for all, and whoever fails undoes only itself.
struct WriteBatch {
    let runner: SQLiteRunner
    let hooks: SQLiteHooks
    let files: SQLiteFiles?
    let clock: SteadyClock

    /// Runs the units and commits. What it returns tells each caller, and must be called in any case.
    func run(_ units: [WriteUnit]) -> [@Sendable () -> Void] {
        do throws(TaskFlowError) {
            runner.rollBack()
            try runner.perform(.beginImmediate)
            let answers = try units.map(answer)
            try hooks.beforeCommit(units.count)
            if areGone { throw files?.refusal ?? .databaseClosed }
            try runner.perform(.commit)
            hooks.afterCommit()
            // What went away in between is not saved for anyone who looks for it.
            if areGone, let files { return units.map { unit in { unit.refuse(files.doubt) } } }
            return answers
        } catch {
            return refuse(units, error.asOutage)
        }
    }

    private var areGone: Bool {
        guard let files else { return false }
        return files.look { runner.header } != .whole
    }

    /// Refusals are told so too: what they were based on is gone with the batch.
    private func refuse(_ units: [WriteUnit], _ outage: TaskFlowError) -> [@Sendable () -> Void] {
        runner.rollBack()
        return units.map { unit in { unit.refuse(outage) } }
    }

    /// Throws when the whole batch is lost.
    private func answer(_ unit: WriteUnit) throws(TaskFlowError) -> @Sendable () -> Void {
        try runner.perform(.savepoint)
        runner.isReadOnly = unit.isReadOnly
        let outcome = unit.run(Transaction(runner: runner, now: clock.now()))
        if let lost = runner.lost { throw lost }
        if outcome.failure != nil {
            try undo()
            return outcome.tell
        }
        // Left to COMMIT, one unit's dangling reference would fail them all.
        if runner.hasUnmetReferences {
            try undo()
            return { unit.refuse(.violated(.foreignKey)) }
        }
        try runner.perform(.release)
        return outcome.tell
    }

    private func undo() throws(TaskFlowError) {
        try runner.perform(.rollbackToSavepoint)
        try runner.perform(.release)
    }
}

/// A unit of work that waits for the writer.
struct WriteUnit: Sendable {
    /// What came of it, to be told only after COMMIT.
    struct Outcome {
        let failure: TaskFlowError?
        let tell: @Sendable () -> Void
    }

    let isReadOnly: Bool
    let run: @Sendable (borrowing Transaction) -> Outcome
    let refuse: @Sendable (TaskFlowError) -> Void

    init(
        readOnly: Bool, answerTo caller: CheckedContinuation<Result<Void, TaskFlowError>, Never>,
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) {
        isReadOnly = readOnly
        refuse = { error in caller.resume(returning: .failure(error)) }
        run = { tx in
            do throws(TaskFlowError) {
                try body(tx)
                return Outcome(failure: nil) { caller.resume(returning: .success(())) }
            } catch {
                return Outcome(failure: error) { caller.resume(returning: .failure(error)) }
            }
        }
    }
}
