extension JSONParser {
    /// Parses a string at its opening quote. Runs without escapes are copied whole.
    mutating func parseString() throws(JSONSyntaxError) -> String {
        let quote = index
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
            guard bytes[index] >= 0x20 else { throw error("Invalid control character at", at: index) }
            index += 1
        }
        guard index < bytes.count else { throw error("Unterminated string starting at", at: quote) }
        guard bytes[index] == UInt8(ascii: "\\") else {
            defer { index += 1 }
            return try text(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        }
        var unescaped = Array(bytes[start..<index])
        try parseEscapedRest(into: &unescaped, quote: quote)
        return try text(unescaped)
    }

    private mutating func parseEscapedRest(into output: inout [UInt8], quote: Int) throws(JSONSyntaxError) {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try parseEscape(into: &output, quote: quote)
            case ..<0x20: throw error("Invalid control character at", at: index)
            default:
                output.append(byte)
                index += 1
            }
        }
        throw error("Unterminated string starting at", at: quote)
    }

    private mutating func parseEscape(into output: inout [UInt8], quote: Int) throws(JSONSyntaxError) {
        let start = index
        index += 1
        guard index < bytes.count else { throw error("Unterminated string starting at", at: quote) }
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(letter)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"): output.append(contentsOf: String(try parseScalar(at: start)).utf8)
        default: throw error("Invalid \\escape", at: start)
        }
    }

    /// Parses the digits of one `\u` escape, or of two that make a surrogate pair.
    private mutating func parseScalar(at start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try parseHex(at: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), peek() == UInt8(ascii: "\\"), index + 1 < bytes.count,
            bytes[index + 1] == UInt8(ascii: "u")
        else { throw error("Lone surrogate", at: start) }
        index += 2
        let second = try parseHex(at: index - 2)
        guard UTF16.isTrailSurrogate(second) else { throw error("Lone surrogate", at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func parseHex(at start: Int) throws(JSONSyntaxError) -> UInt16 {
        // A text that ends with the digits is told as a bad escape too, as Python does.
        guard index + 4 < bytes.count else { throw error("Invalid \\uXXXX escape", at: start + 1) }
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                throw error("Invalid \\uXXXX escape", at: start + 1)
            }
            value = value << 4 | UInt16(digit)
            index += 1
        }
        return value
    }

    private func text(_ utf8: some Collection<UInt8>) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONSyntaxError("Invalid UTF-8", offset: 0, isEncodingError: true)
        }
        return text
    }
}
