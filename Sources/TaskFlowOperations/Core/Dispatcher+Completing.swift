package import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension Dispatcher {
    /// How a caller who was let in may go on writing a number or a slug, of what it may see; none without `tasks:read`.
    ///
    /// - Parameter limit: at most so many.
    package func completions(
        _ completion: Completion, of begun: String, limit: Int, for caller: Admittance
    ) async throws(TaskFlowError) -> [String] {
        try await read(for: caller) { actor, tx throws(TaskFlowError) in
            guard actor.scopes.contains(.tasksRead) else { return [] }
            guard let query = completion.query(begun, limit: limit, as: actor) else { return [] }
            return try tx.all(query) { row in
                completion == .taskNumber ? Int.read(row, 0).map(String.init) : String.read(row, 0)
            }
        }
    }
}
