internal import TaskFlowDomain

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

    init<T: Sendable>(
        readOnly: Bool, answerTo caller: CheckedContinuation<Result<T, TaskFlowError>, Never>,
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> T
    ) {
        isReadOnly = readOnly
        refuse = { error in caller.resume(returning: .failure(error)) }
        run = { tx in
            do throws(TaskFlowError) {
                let value = try body(tx)
                return Outcome(failure: nil) { caller.resume(returning: .success(value)) }
            } catch {
                return Outcome(failure: error) { caller.resume(returning: .failure(error)) }
            }
        }
    }
}
