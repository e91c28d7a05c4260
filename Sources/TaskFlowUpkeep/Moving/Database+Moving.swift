internal import Synchronization
package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

extension Database {
    /// Writes all that the database holds as JSON Lines: a header, then every row of every table in the order of its key.
    /// The same data are the same bytes on whichever engine, and all of it is of one moment, whoever writes meanwhile.
    ///
    /// - Returns: How many rows of each table were written.
    package func export(to file: ExportFile) async throws(TaskFlowError) -> MovedCounts {
        try await read { tx throws(TaskFlowError) in
            // The unit of work may run twice: then the file is begun anew.
            try file.restart()
            let header = try ExportHeader.of(tx)
            try file.append(header.line)
            for table in MovedTable.all {
                var count = 0
                try table.rows(in: tx) { row throws(TaskFlowError) in
                    try file.append(table.line(row))
                    count += 1
                }
                guard count == header.counts[table.name] else { throw .internal("\(table.name) changed meanwhile") }
            }
            return MovedCounts(header.counts)
        }
    }
}

extension MovedTable {
    /// A row as a line of the file, with its end.
    fileprivate func line(_ row: [ColumnValue]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("table")
        writer.string(name)
        for (column, value) in zip(columns, row) {
            writer.name(column.name)
            switch value {
            case .null: writer.null()
            case .integer(let number): writer.integer(number)
            case .bool(let truth): writer.bool(truth)
            case .text(let text): writer.string(text)
            }
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

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

/// How many rows of each table were moved.
package struct MovedCounts: Sendable, Equatable {
    /// In the order of ``MovedTable/all``.
    package let tables: [(name: String, rows: Int)]

    init(_ counts: [String: Int]) { tables = MovedTable.all.map { ($0.name, counts[$0.name] ?? 0) } }

    /// All rows together.
    package var total: Int { tables.reduce(0) { $0 + $1.rows } }

    /// For people: `8 rows (2 workers, 6 tasks)`; tables without rows are left out.
    package var description: String {
        let parts = tables.filter { $0.rows > 0 }.map { "\($0.rows) \($0.name)" }
        return "\(total) rows" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    }

    package static func == (left: MovedCounts, right: MovedCounts) -> Bool {
        left.tables.elementsEqual(right.tables) { $0 == $1 }
    }
}
