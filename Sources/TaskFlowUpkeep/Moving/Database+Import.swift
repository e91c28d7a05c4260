internal import Synchronization
package import TaskFlowDomain
package import TaskFlowStorage

extension Database {
    /// Reads an export into a database whose tables are there and empty, all of it or nothing. Numbers, counters included,
    /// are those of the file.
    ///
    /// - Returns: How many rows of each table were read.
    /// - Throws: ``ErrorCode/validationFailed`` with one sentence, which names the line, for a file that is not what it
    ///   should be or a database that is not empty.
    @discardableResult
    package func importRows(of file: ImportFile) async throws(TaskFlowError) -> MovedCounts {
        let progress = ImportProgress()
        // SQLite answers each statement by itself; a network engine is asked in batches.
        let isExact = dialect == .sqlite
        do throws(TaskFlowError) {
            return try await importRows(of: file, progress, exactFrom: isExact ? 0 : .max)
        } catch {
            guard !isExact, error.constraintViolation != nil else { throw error }
            return try await importRows(of: file, progress, exactFrom: progress.accepted + 1)
        }
    }

    private func importRows(
        of file: ImportFile, _ progress: ImportProgress, exactFrom line: Int
    ) async throws(TaskFlowError) -> MovedCounts {
        try await write { tx throws(TaskFlowError) in
            try ImportPass(file: file, progress: progress, exactFrom: line).run(in: tx)
        }
    }
}

/// How far the database is known to have taken the rows.
final class ImportProgress: Sendable {
    private let line = Mutex(0)

    /// The last line that was taken for certain.
    var accepted: Int { line.withLock { $0 } }

    func note(accepted line: Int) { self.line.withLock { $0 = line } }
}
