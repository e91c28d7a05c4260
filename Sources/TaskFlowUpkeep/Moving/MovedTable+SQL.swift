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

extension MovedTable {
    /// The highest number that was ever given, be its row there or not.
    func counter(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        max(try given(in: tx), try highest(in: tx))
    }

    /// What the engine's counter says.
    func given(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        let query: SQL =
            tx.dialect == .sqlite
            ? "SELECT max(seq) FROM sqlite_sequence WHERE name = \(name)"
            : "SELECT pg_sequence_last_value(pg_get_serial_sequence(\(name), \(key[0]))::regclass)"
        return try tx.value(query, as: Int?.self).flatMap { $0 } ?? 0
    }

    /// The highest number that is there.
    func highest(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        try tx.value(SQL(trusted: "SELECT max(\(key[0])) FROM \(name)"), as: Int?.self).flatMap { $0 } ?? 0
    }

    /// Goes on counting after that number.
    func setCounter(_ last: Int, in tx: borrowing Transaction) throws(TaskFlowError) {
        guard last > 0 else { return }
        switch tx.dialect {
        case .sqlite:
            try tx.execute("DELETE FROM sqlite_sequence WHERE name = \(name)")
            try tx.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(name), \(last))")
        case .postgres:
            _ = try tx.value(
                "SELECT setval(pg_get_serial_sequence(\(name), \(key[0]))::regclass, \(last), true)", as: Int.self)
        }
    }
}

extension MovedTable {
    /// A row as this program would have written it: another one may have folded what is searched by other rules.
    func refolded(_ values: [ColumnValue]) -> [ColumnValue] {
        guard name == "tasks", let places = Self.searched, case .text(let title) = values[places.title] else {
            return values
        }
        var values = values
        var description: String?
        if case .text(let text) = values[places.description] { description = text }
        values[places.folded] = .text(SearchFolding.text(title: title, description: description))
        return values
    }

    /// Where in a row of tasks the columns stand that are searched, and the one that holds them folded.
    private static let searched: (title: Int, description: Int, folded: Int)? = {
        guard let tasks = all.first(where: { $0.name == "tasks" }), let title = tasks.position(of: "title"),
            let description = tasks.position(of: "description"), let folded = tasks.position(of: "search_text")
        else { return nil }
        return (title, description, folded)
    }()
}
