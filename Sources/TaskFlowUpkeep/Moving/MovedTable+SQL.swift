internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

// Names come from the description alone, so they may stand in the text.
extension MovedTable {
    /// So many rows are held in memory at once.
    private static let page = 200

    /// Hands every row to `each`, in the order of the key.
    func rows(
        in tx: borrowing Transaction, each: ([ColumnValue]) throws(TaskFlowError) -> Void
    ) throws(TaskFlowError) {
        var last: [ColumnValue]?
        while true {
            let page = try tx.all(select(after: last)) { row in values(of: row) }
            for row in page { try each(row) }
            guard page.count == Self.page, let row = page.last else { return }
            last = key.compactMap(position).map { row[$0] }
        }
    }

    func count(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.value(SQL(trusted: "SELECT count(*) FROM \(name)")) ?? 0
    }

    /// The statement that adds a row, numbers of the engine's own counting included.
    func insert(_ values: [ColumnValue], _ dialect: Dialect) -> SQL {
        let names = columns.map(\.name).joined(separator: ", ")
        let overriding = isCounted && dialect == .postgres ? " OVERRIDING SYSTEM VALUE" : ""
        return SQL(trusted: "INSERT INTO \(name) (\(names))\(overriding) VALUES ") + SQL.row(of: values)
    }

    /// The statement that sets the parent of a row of a table with a single key.
    func setParent(_ parent: Int, of id: Int) -> SQL {
        SQL(trusted: "UPDATE \(name) SET \(self.parent ?? "") = ") + "\(parent)"
            + SQL(trusted: " WHERE \(key[0]) = ") + "\(id)"
    }

    private func select(after last: [ColumnValue]?) -> SQL {
        let order = key.joined(separator: ", ")
        let names = columns.map(\.name).joined(separator: ", ")
        var sql = SQL(trusted: "SELECT \(names) FROM \(name)")
        if let last { sql += SQL(trusted: " WHERE (\(order)) > ") + SQL.row(of: last) }
        return sql + SQL(trusted: " ORDER BY \(order) LIMIT \(Self.page)")
    }

    private func values(of row: any ColumnReader) -> [ColumnValue] {
        columns.enumerated().map { index, column in
            if row.isNull(index) { return .null }
            switch column.kind {
            case .integer: return .integer(row.integer(index))
            case .bool: return .bool(row.bool(index))
            case .text: return .text(row.text(index))
            }
        }
    }
}
