/// Percent-decoding as Python's `unquote` does it: what is no escape stays as it is, bytes that are no UTF-8 become U+FFFD.
package enum PercentDecoding {
    /// - Parameter plusIsSpace: Whether `+` stands for a space, as it does in queries.
    package static func decode(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String {
        guard text.contains(where: { $0 == percent || (plusIsSpace && $0 == plus) }) else {
            return String(Substring(text))
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() { bytes.append(next(byte, &rest, plusIsSpace)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let percent = UInt8(ascii: "%")
    private static let plus = UInt8(ascii: "+")

    private static func next(_ byte: UInt8, _ rest: inout Substring.UTF8View, _ plusIsSpace: Bool) -> UInt8 {
        if plusIsSpace, byte == plus { return UInt8(ascii: " ") }
        guard byte == percent else { return byte }
        var digits = rest
        guard let high = digits.popFirst().flatMap(value), let low = digits.popFirst().flatMap(value) else {
            return byte
        }
        rest = digits
        return high << 4 | low
    }

    private static func value(ofDigit byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
