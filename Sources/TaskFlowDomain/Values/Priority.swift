public import TaskFlowSchema

/// How urgent a task is, from low to critical.
public enum Priority: String, Choice {
    case low
    case medium
    case high
    case critical
}

// A column holds the rank, so that the database sorts by urgency.
extension Priority: ColumnConvertible {
    public var columnValue: ColumnValue { .integer(rank) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Priority? {
        guard !row.isNull(column), allCases.indices.contains(row.integer(column)) else { return nil }
        return allCases[row.integer(column)]
    }

    /// 0 for low to 3 for critical.
    public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
