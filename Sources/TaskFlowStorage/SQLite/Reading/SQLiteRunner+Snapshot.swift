internal import TaskFlowDomain
internal import TaskFlowSchema

extension SQLiteRunner {
    /// Runs a body whose every query sees the database at the same moment.
    func snapshot(
        at now: Timestamp, _ body: (borrowing Transaction) throws(TaskFlowError) -> Void
    ) -> Result<Void, TaskFlowError> {
        do throws(TaskFlowError) {
            try perform(.begin)
            // Not made in the call: the optimiser of Swift 6.3.1 crashes on that.
            let transaction = Transaction(runner: self, now: now)
            try body(transaction)
            try perform(.commit)
            return .success(())
        } catch {
            rollBack()
            return .failure(error)
        }
    }
}
