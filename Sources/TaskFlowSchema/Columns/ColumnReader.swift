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
    /// Hands over the bytes of that text where they lie; a column that holds nothing has no place. Unlike ``text(_:)`` nothing
    /// has looked whether they are UTF-8.
    func withBytes(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void)
}

extension ColumnReader {
    public func withBytes(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if isNull(column) { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        var text = Array(text(column).utf8) + [0]
        text.withUnsafeMutableBufferPointer { body(UnsafeBufferPointer(start: $0.baseAddress, count: $0.count - 1)) }
    }
}

/// That a column holds none of a type's values.
public struct NoColumnValue: Error {
    @inlinable public init() {}
}
