/// String escaping: quotes, backslashes and control characters only; everything else is written as UTF-8.
enum JSONEscaping {
    /// Appends the text in quotes. Text without anything to escape is appended in one piece.
    static func append(_ text: String, to output: inout ByteBuilder) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if isPlain(utf8) || !utf8.contains(where: needsEscape) {
                output.append(utf8)
            } else {
                for byte in utf8 { append(byte, to: &output) }
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Whether text is ASCII without anything to escape: what it is as JSON, but for the quotes.
    static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = UnsafeRawBufferPointer(utf8)
        var index = 0
        while index + 8 <= text.count {
            if hasSpecial(text.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
            index += 8
        }
        while index < text.count {
            if needsEscape(text[index]) || text[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }

    /// Whether one of eight bytes at once is no ASCII or needs an escape.
    private static func hasSpecial(_ bytes: UInt64) -> Bool {
        let control = (bytes &- each(0x20)) & ~bytes
        let special = bytes | control | hasByte(0x22, bytes) | hasByte(0x5C, bytes) | hasByte(0x7F, bytes)
        return special & each(0x80) != 0
    }

    /// The highest bit of a byte is set where the byte is that one, or stands behind one that is.
    private static func hasByte(_ byte: UInt8, _ bytes: UInt64) -> UInt64 {
        let zero = bytes ^ each(byte)
        return (zero &- each(0x01)) & ~zero
    }

    private static func each(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private static func append(_ byte: UInt8, to output: inout ByteBuilder) {
        guard needsEscape(byte) else { return output.append(byte) }
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            output.append("u00")
            output.append(hexDigit(byte >> 4))
            output.append(hexDigit(byte & 0x0F))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
