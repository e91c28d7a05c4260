/// Reads the times that the contract takes on input: RFC 3339 with any offset, without one (UTC), or a bare date (its
/// midnight, UTC). Separators and fault texts are those of pydantic's parser (`speedate`).
struct TimestampParser {
    /// Why a text is no time, in `speedate`'s words for dates, which is what pydantic reports in lax mode.
    struct Failure: Error {
        let message: String
        /// Whether the text is a time, but of a year that has no place in the calendar.
        var isOutOfRange = false
    }

    private let bytes: [UInt8]
    private var index = 0

    static func parse(_ text: String) throws(Failure) -> Timestamp {
        var parser = TimestampParser(bytes: Array(text.utf8))
        let date = try parser.parseDate()
        guard let time = parser.isAtEnd ? 0 : parser.parseTime() else {
            throw Failure(message: "unexpected extra characters at the end of the input")
        }
        let milliseconds = date.daysSinceEpoch * 86_400_000 + time
        guard date.year > 0, Timestamp.range.contains(milliseconds) else {
            throw Failure(message: "year \(milliseconds < 0 ? 0 : 10_000) is out of range", isOutOfRange: true)
        }
        return Timestamp(milliseconds: milliseconds)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var isAtEnd: Bool { index == bytes.count }

    private mutating func parseDate() throws(Failure) -> CivilDate {
        guard bytes.count >= 10 else { throw Failure(message: "input is too short") }
        guard let year = number(4) else { throw Failure(message: "invalid character in year") }
        guard skip("-") else { throw Failure(message: "invalid date separator, expected `-`") }
        guard let month = number(2) else { throw Failure(message: "invalid character in month") }
        guard skip("-") else { throw Failure(message: "invalid date separator, expected `-`") }
        guard let day = number(2) else { throw Failure(message: "invalid character in day") }
        guard (1...12).contains(month) else { throw Failure(message: "month value is outside expected range of 1-12") }
        guard (1...CivilDate.days(in: month, of: year)).contains(day) else {
            throw Failure(message: "day value is outside expected range")
        }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Milliseconds of the day, moved to UTC by the offset.
    private mutating func parseTime() -> Int? {
        guard skip("T") || skip("t") || skip(" ") || skip("_") else { return nil }
        guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60 else { return nil }
        var milliseconds = (hour * 60 + minute) * 60_000
        if skip(":") {
            guard let second = number(2), second < 60, let fraction = parseFraction() else { return nil }
            milliseconds += second * 1000 + fraction
        }
        guard let offset = parseOffset(), isAtEnd else { return nil }
        return milliseconds - offset * 60_000
    }

    /// The fraction of a second, cut to milliseconds; any number of digits, 0 when there is none.
    private mutating func parseFraction() -> Int? {
        guard skip(".") || skip(",") else { return 0 }
        let start = index
        while digit(at: index) != nil { index += 1 }
        guard index > start else { return nil }
        return (0..<3).reduce(0) { $0 * 10 + (start + $1 < index ? digit(at: start + $1) ?? 0 : 0) }
    }

    /// The offset from UTC in minutes; 0 when there is none.
    private mutating func parseOffset() -> Int? {
        if isAtEnd || skip("Z") || skip("z") { return 0 }
        let isNegative = skip("-")
        guard isNegative || skip("+"), let hours = number(2), hours < 24 else { return nil }
        _ = skip(":")
        guard let minutes = number(2), minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }

    private func digit(at position: Int) -> Int? {
        guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
        return Int(bytes[position]) - 0x30
    }

    private mutating func number(_ width: Int) -> Int? {
        var value = 0
        for position in index..<index + width {
            guard let digit = digit(at: position) else { return nil }
            value = value * 10 + digit
        }
        index += width
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}
