internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema
internal import TaskFlowStorage

/// One reading of a file into an empty database, within one transaction.
struct ImportPass {
    let file: ImportFile
    let progress: ImportProgress
    /// From this line on the database is asked after each row, so that a refusal is known by its line.
    let exactFrom: Int

    func run(in tx: borrowing Transaction) throws(TaskFlowError) -> MovedCounts {
        try file.rewind()
        try Self.claim(tx)
        let header = try ExportHeader.read(from: file)
        var ledger = ImportLedger(header)
        while let line = try file.next() {
            if line.isBlank { continue }
            guard let row = try ImportRow(line) else { continue }
            try ledger.take(row, line.number)
            let isAsked = ledger.isBatchFull(with: line) || line.number >= exactFrom
            let values = ledger.valuesWithoutLaterParent(row)
            try add(row.table.insert(values, tx.dialect), of: row, line.number, isAsked: isAsked, tx)
        }
        try ledger.close()
        try ledger.setParents(in: tx, isExact: exactFrom < .max)
        try ledger.fill(in: tx)
        for table in MovedTable.all where table.isCounted {
            try table.setCounter(header.counters[table.name] ?? 0, in: tx)
        }
        // Whoever listened to the empty log looks at everything anew.
        try LogEpoch.renew(in: tx)
        try ForgetAnswers.all(in: tx)
        try TaskLeases.end(in: tx)
        return MovedCounts(header.counts)
    }

    /// Makes sure that the tables are empty and stay so until the rows are there.
    private static func claim(_ tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .postgres {
            let names = MovedTable.all.map(\.name).joined(separator: ", ")
            try tx.execute(SQL(trusted: "LOCK TABLE \(names) IN SHARE ROW EXCLUSIVE MODE"))
        }
        var found: [String] = []
        for table in MovedTable.all {
            let count = try table.count(in: tx)
            if count > 0 { found.append("\(count) \(table.name)") }
        }
        if found.isEmpty { return }
        throw .importFault(
            "The database is not empty (\(found.joined(separator: ", "))): import into a new one, named by --database or "
                + "--data-dir")
    }

    private func add(
        _ insert: SQL, of row: ImportRow, _ line: Int, isAsked: Bool, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        if tx.dialect == .postgres { try row.requireNoNUL(line) }
        do throws(TaskFlowError) {
            if isAsked { try tx.execute(insert) } else { try tx.later(insert) }
        } catch {
            guard let violation = error.constraintViolation, line >= exactFrom else { throw error }
            throw .importFault(line, row.table, violation)
        }
        if isAsked { progress.note(accepted: line) }
    }
}

extension ImportRow {
    fileprivate func requireNoNUL(_ line: Int) throws(TaskFlowError) {
        for (column, value) in zip(table.columns, values) {
            if case .text(let text) = value, text.utf8.contains(0) {
                throw .importFault(line, "\(table.name).\(column.name) holds NUL, which PostgreSQL cannot keep")
            }
        }
    }
}
