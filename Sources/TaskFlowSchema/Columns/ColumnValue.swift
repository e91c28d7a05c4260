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

extension Int: ColumnConvertible {
    public var columnValue: ColumnValue { .integer(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Int? {
        row.isNull(column) ? nil : row.integer(column)
    }
}

extension Bool: ColumnConvertible {
    public var columnValue: ColumnValue { .bool(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Bool? {
        row.isNull(column) ? nil : row.bool(column)
    }
}

extension String: ColumnConvertible {
    public var columnValue: ColumnValue { .text(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> String? {
        row.isNull(column) ? nil : row.text(column)
    }
}

extension Optional: ColumnConvertible where Wrapped: ColumnConvertible {
    public var columnValue: ColumnValue { self?.columnValue ?? .null }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Wrapped?? {
        if row.isNull(column) { return .some(nil) }
        return Wrapped.read(row, column).map(Optional.some)
    }
}

/// A type that is kept in several columns of a table.
public protocol ColumnsConvertible: Sendable {
    /// The names of the columns.
    static var columns: [String] { get }
    /// The values as they are bound, in the order of ``columns``.
    var columnValues: [ColumnValue] { get }
}

extension Optional: ColumnsConvertible where Wrapped: ColumnsConvertible {
    public static var columns: [String] { Wrapped.columns }
    public var columnValues: [ColumnValue] {
        self?.columnValues ?? Array(repeating: .null, count: Wrapped.columns.count)
    }
}
