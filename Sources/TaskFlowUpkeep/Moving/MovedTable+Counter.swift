internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

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
