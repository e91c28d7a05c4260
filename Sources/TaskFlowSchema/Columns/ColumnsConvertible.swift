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
