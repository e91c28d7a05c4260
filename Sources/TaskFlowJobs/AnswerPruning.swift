package import TaskFlowDomain
internal import TaskFlowOperations
package import TaskFlowStorage

/// Throws away what calls with idempotency keys answered, a day after. Whoever repeats a call meanwhile is not told of an
/// answer that is over, so it need not be done at once.
package struct AnswerPruning: Job {
    package let name = "old idempotency keys"
    package let interval: Duration? = .seconds(3600)
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func runBatch() async throws(TaskFlowError) -> Bool {
        try await database.write { tx throws(TaskFlowError) in try ForgetAnswers.over(in: tx) }
    }
}
