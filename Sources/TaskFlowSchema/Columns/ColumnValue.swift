/// A value as it is bound to a statement.
public enum ColumnValue: Sendable, Equatable {
    case null
    case integer(Int)
    case bool(Bool)
    case text(String)

    // Text by its bytes, as both engines compare it.
    public static func == (left: ColumnValue, right: ColumnValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        default: false
        }
    }
}

/// A type that is kept in one column of a table.
public protocol ColumnConvertible: Sendable {
    /// The value as it is bound.
    var columnValue: ColumnValue { get }
    /// Reads the value from a column; `nil` when what is stored is none of the type's values.
    static func read(_ row: any ColumnReader, _ column: Int) -> Self?
}
