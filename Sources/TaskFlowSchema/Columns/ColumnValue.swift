/// A value as it is bound to a statement.
public enum ColumnValue: Sendable, Equatable {
    case null
    case integer(Int)
    case bool(Bool)
    case text(String)
}

/// A type that is kept in one column of a table.
public protocol ColumnConvertible: Sendable {
    /// The value as it is bound.
    var columnValue: ColumnValue { get }
    /// Reads the value from a column; `nil` when what is stored is none of the type's values.
    static func read(_ row: any ColumnReader, _ column: Int) -> Self?
}
