extension JSONParser {
    /// Parses a number by RFC 8259's grammar; what follows it is the caller's business.
    mutating func parseNumber() throws(JSONSyntaxError) -> JSON {
        let start = index
        if peek() == UInt8(ascii: "-") { index += 1 }
        if peek() == UInt8(ascii: "0") { index += 1 } else { try skipDigits(from: start) }
        let hasFraction = try skipFraction()
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        if !hasFraction {
            if digits == "-0" { return .integer(0) }
            return Int(digits).map(JSON.integer) ?? .bigInteger(digits)
        }
        guard let value = Double(digits), value.isFinite else { throw error("Number out of range", at: start) }
        return .decimal(value)
    }

    private mutating func skipDigits(from start: Int) throws(JSONSyntaxError) {
        let first = index
        while isDigit(at: index) { index += 1 }
        guard index > first else { throw error("Expecting value", at: start) }
    }

    // A point or an exponent without digits belongs to what follows the number, as Python reads it ("Extra data").
    private mutating func skipFraction() throws(JSONSyntaxError) -> Bool {
        guard peek() == UInt8(ascii: "."), isDigit(at: index + 1) else { return try skipExponent() }
        index += 1
        try skipDigits(from: index)
        _ = try skipExponent()
        return true
    }

    private mutating func skipExponent() throws(JSONSyntaxError) -> Bool {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let digits = index + (next == UInt8(ascii: "+") || next == UInt8(ascii: "-") ? 2 : 1)
        guard isDigit(at: digits) else { return false }
        index = digits
        try skipDigits(from: index)
        return true
    }

    private func isDigit(at position: Int) -> Bool {
        position < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    }
}
