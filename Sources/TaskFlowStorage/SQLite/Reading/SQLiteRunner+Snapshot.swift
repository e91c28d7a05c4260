internal import TaskFlowDomain
internal import TaskFlowSchema

extension SQLiteRunner {
    /// Runs a body whose every query sees the database at the same moment.
    func snapshot<T>(
        at now: Timestamp, _ body: (borrowing Transaction) throws(TaskFlowError) -> T
    ) -> Result<T, TaskFlowError> {
        do throws(TaskFlowError) {
            try perform(.begin)
            // Not made in the call: the optimiser of Swift 6.3.1 crashes on that.
            let transaction = Transaction(runner: self, now: now)
            let value = try body(transaction)
            try perform(.commit)
            return .success(value)
        } catch {
            rollBack()
            return .failure(error)
        }
    }
}
