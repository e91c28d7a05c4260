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
