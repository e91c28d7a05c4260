internal import Foundation

/// An instant in UTC to the millisecond, from year 1 to year 9999 of the proleptic Gregorian calendar.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int

    public init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// The present instant by the system's clock.
    public static func now() -> Timestamp {
        Timestamp(milliseconds: Int((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// The instant a number of seconds later, or earlier when negative.
    public func adding(seconds: Int) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1000) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timestamp: ColumnConvertible {
    public var columnValue: ColumnValue { .integer(milliseconds) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Timestamp? {
        row.isNull(column) ? nil : Timestamp(milliseconds: row.integer(column))
    }
}
