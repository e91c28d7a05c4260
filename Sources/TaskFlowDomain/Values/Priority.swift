package import TaskFlowSchema

/// How urgent a task is, from low to critical.
package enum Priority: String, Choice {
    case low
    case medium
    case high
    case critical
}

// A column holds the rank, so that the database sorts by urgency.
extension Priority: ColumnConvertible {
    package var columnValue: ColumnValue { .integer(rank) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Priority? {
        if row.isNull(column) { return nil }
        let rank = row.integer(column)
        return byRank.indices.contains(rank) ? byRank[rank] : nil
    }

    package static var columnCopy: ColumnCopy {
        let words = byRank.map { JSON.string($0.rawValue).bytes }
        return .by { (row, column, writer) throws(NoColumnValue) in
            let rank = row.integer(column)
            guard rank >= 0, rank < words.count, rank > 0 || !row.isNull(column) else { throw NoColumnValue() }
            writer.raw(words[rank])
        }
    }

    /// 0 for low to 3 for critical.
    package var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }

    // `allCases` makes a new array at each call, and every task that is read asks.
    private static let byRank = allCases.sorted { $0.rank < $1.rank }
}
