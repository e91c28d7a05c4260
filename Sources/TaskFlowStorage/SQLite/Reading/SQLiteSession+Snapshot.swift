internal import TaskFlowDomain
internal import TaskFlowSchema

extension SQLiteSession {
    /// Runs a body whose every query sees the database at the same moment.
    func snapshot<T>(
        at now: Timestamp, _ body: (borrowing Transaction) throws(TaskFlowError) -> T
    ) -> Result<T, TaskFlowError> {
        do throws(TaskFlowError) {
            try perform(.begin)
            let value = try body(Transaction(session: self, now: now))
            try perform(.commit)
            return .success(value)
        } catch {
            rollBack()
            return .failure(error)
        }
    }
}
