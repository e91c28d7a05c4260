internal import TaskFlowDomain
internal import TaskFlowSchema

/// Units of work in one transaction, each within a savepoint: one fsync for all, and whoever fails undoes only itself.
struct WriteBatch {
    let session: SQLiteSession
    let hooks: SQLiteHooks
    let files: SQLiteFiles?
    let clock: SteadyClock

    /// Runs the units and commits. What it returns tells each caller, and must be called in any case.
    func run(_ units: [WriteUnit]) -> [@Sendable () -> Void] {
        do throws(TaskFlowError) {
            session.rollBack()
            try session.perform(.beginImmediate)
            let answers = try units.map(answer)
            try hooks.beforeCommit(units.count)
            if areGone { throw files?.refusal ?? .databaseClosed }
            try session.perform(.commit)
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
        return files.look { session.header } != .whole
    }

    /// Refusals are told so too: what they were based on is gone with the batch.
    private func refuse(_ units: [WriteUnit], _ outage: TaskFlowError) -> [@Sendable () -> Void] {
        session.rollBack()
        return units.map { unit in { unit.refuse(outage) } }
    }

    /// Throws when the whole batch is lost.
    private func answer(_ unit: WriteUnit) throws(TaskFlowError) -> @Sendable () -> Void {
        try session.perform(.savepoint)
        session.isReadOnly = unit.isReadOnly
        let outcome = unit.run(Transaction(session: session, now: clock.now()))
        if let lost = session.lost { throw lost }
        if outcome.failure != nil {
            try undo()
            return outcome.tell
        }
        // Left to COMMIT, one unit's dangling reference would fail them all.
        if session.hasUnmetReferences {
            try undo()
            return { unit.refuse(.violated(.foreignKey)) }
        }
        try session.perform(.release)
        return outcome.tell
    }

    private func undo() throws(TaskFlowError) {
        try session.perform(.rollbackToSavepoint)
        try session.perform(.release)
    }
}
