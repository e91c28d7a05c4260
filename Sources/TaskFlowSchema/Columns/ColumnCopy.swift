/// Writes what a row holds from a column on as JSON, without a Swift value in between where that can be done: the same bytes
/// as reading the value and encoding it give, and the same refusal.
///
/// The ways that most columns go have names: to call one costs no reference count, which a closure does for each field of each row.
public enum ColumnCopy: Sendable {
    /// A way of the type's own.
    public typealias Way = @Sendable (any ColumnReader, Int, inout JSONWriter) throws(NoColumnValue) -> Void

    /// A column of text whose values are written as they are.
    case text
    /// A column of integers whose values are written as they are.
    case integer
    /// A column of milliseconds since 1970.
    case time
    case by(Way)

    /// - Throws: that the column holds none of the type's values.
    public func callAsFunction(
        _ row: any ColumnReader, _ column: Int, _ writer: inout JSONWriter
    ) throws(NoColumnValue) {
        switch self {
        case .text: try ColumnCopying.text(row, column, &writer)
        case .integer: try ColumnCopying.integer(row, column, &writer)
        case .time: try ColumnCopying.time(row, column, &writer)
        case .by(let way): try way(row, column, &writer)
        }
    }
}

/// A type whose column may hold nothing, which is `null` then.
protocol NullableColumn {
    /// How a column that holds something is copied.
    static var presentCopy: ColumnCopy { get }
}

/// The ways of copying that types share.
enum ColumnCopying {
    static func text(
        _ row: any ColumnReader, _ column: Int, _ writer: inout JSONWriter
    ) throws(NoColumnValue) {
        var isNull = false
        row.withBytes(column) { text in
            isNull = text.baseAddress == nil
            if !isNull { writer.text(text) }
        }
        if isNull { throw NoColumnValue() }
    }

    static func integer(
        _ row: any ColumnReader, _ column: Int, _ writer: inout JSONWriter
    ) throws(NoColumnValue) {
        let value = row.integer(column)
        // Nothing reads as 0.
        if value == 0, row.isNull(column) { throw NoColumnValue() }
        writer.integer(value)
    }

    static func time(
        _ row: any ColumnReader, _ column: Int, _ writer: inout JSONWriter
    ) throws(NoColumnValue) {
        let milliseconds = row.integer(column)
        // Nothing reads as 0.
        if milliseconds == 0, row.isNull(column) { throw NoColumnValue() }
        Timestamp(milliseconds: milliseconds).encode(to: &writer)
    }

    /// A column of text that holds one of a few words; what is none of them goes the long way.
    static func words(_ words: [String], else other: ColumnCopy) -> ColumnCopy {
        let known = words.map { (word: Array($0.utf8), json: JSON.string($0).bytes) }
        return .by { (row, column, writer) throws(NoColumnValue) in
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
