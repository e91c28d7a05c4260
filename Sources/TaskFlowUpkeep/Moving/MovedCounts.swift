internal import TaskFlowStorage

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
