internal import Foundation

/// An instant in UTC to the millisecond, from year 1 to year 9999 of the proleptic Gregorian calendar.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int

    /// The first and the last instant that RFC 3339 can write.
    static let range = -62_135_596_800_000...253_402_300_799_999

    /// The instant, or the nearest one within the years 1 to 9999.
    public init(milliseconds: Int) {
        self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The present instant by the process's ``SteadyClock``: never before one that was told already.
    public static func now() -> Timestamp { SteadyClock.process.now() }

    /// The present instant by the system's clock, which may be set back.
    @Sendable public static func system() -> Timestamp {
        Timestamp(milliseconds: Int((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// The instant a number of seconds later, or earlier when negative.
    public func adding(seconds: Int) -> Timestamp {
        let bounded = min(max(seconds, -400_000_000_000), 400_000_000_000)
        return Timestamp(milliseconds: milliseconds + bounded * 1000)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timestamp: ColumnConvertible {
    public var columnValue: ColumnValue { .integer(milliseconds) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Timestamp? {
        row.isNull(column) ? nil : Timestamp(milliseconds: row.integer(column))
    }
}
