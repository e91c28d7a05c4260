/// One row of a query's result, read by column position while the engine stands on it.
public protocol ColumnReader {
    /// Whether the column holds nothing.
    func isNull(_ column: Int) -> Bool
    /// The integer in a column that holds one.
    func integer(_ column: Int) -> Int
    /// The truth value in a column that holds one (SQLite: 0 or 1).
    func bool(_ column: Int) -> Bool
    /// The text in a column that holds one.
    func text(_ column: Int) -> String
}

/// That a column holds none of a type's values.
public struct NoColumnValue: Error {
    @inlinable public init() {}
}
