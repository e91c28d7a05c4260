/// Writes what a row holds from a column on as JSON, without a Swift value in between where that can be done: the same bytes
/// as reading the value and encoding it give, and the same refusal.
public typealias ColumnCopy = @Sendable (any ColumnReader, Int, inout JSONWriter) throws(NoColumnValue) -> Void

/// A type whose column may hold nothing, which is `null` then.
protocol NullableColumn {
    /// How a column that holds something is copied.
    static var presentCopy: ColumnCopy { get }
}

/// The ways of copying that types share.
public enum ColumnCopying {
    /// A column of text whose values are written as they are.
    public static let text: ColumnCopy = { (row, column, writer) throws(NoColumnValue) in
        var isNull = false
        row.withBytes(column) { text in
            isNull = text.baseAddress == nil
            if !isNull { writer.text(text) }
        }
        if isNull { throw NoColumnValue() }
    }

    /// A column of integers whose values are written as they are.
    public static let integer: ColumnCopy = { (row, column, writer) throws(NoColumnValue) in
        let value = row.integer(column)
        // Nothing reads as 0.
        if value == 0, row.isNull(column) { throw NoColumnValue() }
        writer.integer(value)
    }

    /// A column of text that holds one of a few words; what is none of them goes the long way.
    static func words(_ words: [String], else other: @escaping ColumnCopy) -> ColumnCopy {
        let known = words.map { (word: Array($0.utf8), json: JSON.string($0).bytes) }
        return { (row, column, writer) throws(NoColumnValue) in
            var isKnown = false
            row.withBytes(column) { bytes in
                for (word, json) in known where isSame(word, bytes) {
                    writer.raw(json)
                    isKnown = true
                    return
                }
            }
            if !isKnown { try other(row, column, &writer) }
        }
    }

    private static func isSame(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count == bytes.count else { return false }
        for index in word.indices where word[index] != bytes[index] { return false }
        return true
    }
}
