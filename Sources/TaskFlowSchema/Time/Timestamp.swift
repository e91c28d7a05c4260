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

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-11-21T08:00:00.123Z`.
    public var description: String {
        String(unsafeUninitializedCapacity: 24) { buffer in write(into: buffer) }
    }

    /// Writes the 24 bytes of ``description`` and returns their number.
    func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var digits = DigitWriter(buffer: buffer)
        let (day, time) = milliseconds.quotientAndRemainder(flooringBy: 86_400_000)
        let date = CivilDate(daysSinceEpoch: day)
        digits.append(date.year, width: 4, then: "-")
        digits.append(date.month, width: 2, then: "-")
        digits.append(date.day, width: 2, then: "T")
        digits.append(time / 3_600_000, width: 2, then: ":")
        digits.append(time / 60_000 % 60, width: 2, then: ":")
        digits.append(time / 1000 % 60, width: 2, then: ".")
        digits.append(time % 1000, width: 3, then: "Z")
        return digits.count
    }
}

extension Int {
    func quotientAndRemainder(flooringBy divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Writes zero-padded numbers and separators into a string's own storage.
private struct DigitWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    mutating func append(_ number: Int, width: Int, then separator: Unicode.Scalar) {
        var rest = number
        for position in stride(from: count + width - 1, through: count, by: -1) {
            buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        buffer[count + width] = UInt8(ascii: separator)
        count += width + 1
    }
}
