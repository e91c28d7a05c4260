internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What an import has seen so far, to be compared with what the header tells.
struct ImportLedger {
    private struct Child {
        let table: Int
        let id: Int
        let parent: Int
        let line: Int
    }

    /// So many rows, or bytes of them, are sent before the database is asked whether it took them.
    private static let batch = (rows: 200, bytes: 4 << 20)

    private var unasked = (rows: 0, bytes: 0)
    private let header: ExportHeader
    private var counts: [Int]
    private var highest: [Int]
    private var current = 0
    /// Of each table the columns that its rows do not have.
    private var missing: [[Int]]
    /// Rows whose parent comes after them. There are few: a subtask is made after its parent, but may be moved.
    private var children: [Child] = []

    init(_ header: ExportHeader) {
        self.header = header
        counts = Array(repeating: 0, count: MovedTable.all.count)
        highest = counts
        missing = Array(repeating: [], count: counts.count)
    }

    /// Takes note of a row; tables come in their order, as rows refer to those of earlier tables.
    mutating func take(_ row: ImportRow, _ line: Int) throws(TaskFlowError) {
        guard let index = MovedTable.all.firstIndex(where: { $0.name == row.table.name }) else { return }
        if index < current {
            throw .importFault(
                line, "\(row.table.name) after \(MovedTable.all[current].name): the lines are not in order")
        }
        current = index
        if counts[index] == 0 { missing[index] = row.missing }
        if missing[index] != row.missing {
            throw .importFault(line, "\(row.table.name) has other columns here than in the rows before")
        }
        counts[index] += 1
        guard let id = row.singleKey else { return }
        highest[index] = max(highest[index], id)
        if let parent = row.parent, parent >= id {
            children.append(Child(table: index, id: id, parent: parent, line: line))
        }
    }

    /// The row's values; a parent that comes later is left out until it is there.
    func valuesWithoutLaterParent(_ row: ImportRow) -> [ColumnValue] {
        guard let id = row.singleKey, let parent = row.parent, parent >= id,
            let position = row.table.parent.flatMap(row.table.position)
        else { return row.values }
        var values = row.values
        values[position] = .null
        return values
    }

    /// Whether it is time to ask the database whether it took the rows; what waits for the question waits in memory.
    mutating func isBatchFull(with line: ImportLine) -> Bool {
        unasked = (unasked.rows + 1, unasked.bytes + line.bytes.count)
        guard unasked.rows >= Self.batch.rows || unasked.bytes >= Self.batch.bytes else { return false }
        unasked = (0, 0)
        return true
    }

    /// Compares what was read with what the header tells.
    func close() throws(TaskFlowError) {
        for (index, table) in MovedTable.all.enumerated() {
            let told = header.counts[table.name] ?? 0
            if counts[index] != told {
                let fate = counts[index] < told ? "was cut off or changed" : "was changed"
                throw .importFault(
                    "The header tells of \(told) \(table.name), and the file holds \(counts[index]): it \(fate)")
            }
            if table.isCounted, let counter = header.counters[table.name], counter < highest[index] {
                throw .importFault(
                    "The header's counter of \(table.name) is \(counter), and the file holds number \(highest[index])")
            }
        }
    }

    /// Fills in what the file is too old to have.
    func fill(in tx: borrowing Transaction) throws(TaskFlowError) {
        for (index, table) in MovedTable.all.enumerated() {
            if header.missing.contains(table.name), case .fill(let sql) = table.ifMissing {
                try Self.fill(table.name, sql, tx)
            }
            for column in missing[index].map({ table.columns[$0] }) {
                if let sql = column.fill { try Self.fill("\(table.name).\(column.name)", sql, tx) }
            }
        }
    }

    private static func fill(_ name: String, _ sql: SQL, _ tx: borrowing Transaction) throws(TaskFlowError) {
        do throws(TaskFlowError) { try tx.execute(sql) } catch {
            guard error.constraintViolation != nil else { throw error }
            var fault = TaskFlowError.importFault("The file is older than \(name), which cannot be told from the rest")
            fault.cause = error.cause
            throw fault
        }
    }

    /// Puts in the parents that were left out.
    ///
    /// - Parameter isExact: whether the database is asked after each, so that a refusal is known by its line.
    func setParents(in tx: borrowing Transaction, isExact: Bool) throws(TaskFlowError) {
        for child in children {
            let table = MovedTable.all[child.table]
            let update = table.setParent(child.parent, of: child.id)
            do throws(TaskFlowError) {
                if isExact { try tx.execute(update) } else { try tx.later(update) }
            } catch {
                guard isExact, let violation = error.constraintViolation else { throw error }
                throw .importFault(child.line, table, violation)
            }
        }
    }
}

extension ImportRow {
    /// The number of a row that has one.
    fileprivate var singleKey: Int? { table.key.count == 1 ? integer(table.key[0]) : nil }

    /// The number of the row of the same table that it refers to.
    fileprivate var parent: Int? { table.parent.flatMap(integer) }

    private func integer(_ column: String) -> Int? {
        guard let position = table.position(of: column), case .integer(let number) = values[position] else {
            return nil
        }
        return number
    }
}
