package import TaskFlowDomain
internal import TaskFlowStorage

/// Puts a backup in the place of an SQLite database without bringing back what was taken back since.
package enum Restoration {
    /// Restores a backup.
    ///
    /// - Parameter replaces: whether a database that is there already may be replaced.
    /// - Returns: What was restored, and what came of the database that was there.
    /// - Throws: One sentence for the operator. Nothing was changed then.
    package static func restore(
        _ backup: String, to path: String, replaces: Bool, requestID: String
    ) async throws(TaskFlowError) -> (outcome: SQLiteRestore.Outcome, carried: CarryOver) {
        let done = try await SQLiteRestore.restore(backup, to: path, replaces: replaces) {
            copy, replaced throws(TaskFlowError) in
            try await copy.write { tx throws(TaskFlowError) in
                try CarryOver(of: replaced, requestID: requestID, in: tx)
            }
        }
        return (done.outcome, done.adapted)
    }
}
