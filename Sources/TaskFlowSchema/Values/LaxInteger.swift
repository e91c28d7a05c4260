/// Reads integers as pydantic's lax mode does: `3`, `3.0`, `"3"`, `" 3 "`, `"3.0"`, `"1_000"` and `true` are integers.
enum LaxInteger {
    /// What was read.
    enum Reading: Equatable {
        case value(Int)
        /// An integer that does not fit 64 bits: what is wrong with it is its size alone.
        case beyond(isNegative: Bool)
        case fault(ValidationIssue)
    }

    static func read(_ json: JSON) -> Reading {
        switch json {
        case .integer(let value): .value(value)
        case .bool(let value): .value(value ? 1 : 0)
        case .decimal(let value): read(value, from: json)
        case .bigInteger(let digits): .beyond(isNegative: digits.utf8.first == UInt8(ascii: "-"))
        case .string(let text): read(text, from: json)
        case .null, .array, .object:
            .fault(ValidationIssue("int_type", "Input should be a valid integer", input: json))
        }
    }

    /// What pydantic says of numbers that it does not even try to read.
    static func tooLarge(_ json: JSON) -> ValidationIssue {
        let message = "Unable to parse input string as an integer, exceeded maximum size"
        return ValidationIssue("int_parsing_size", message, input: json)
    }

    private static func read(_ value: Double, from json: JSON) -> Reading {
        if let exact = Int(exactly: value) { return .value(exact) }
        if value.rounded() == value { return .fault(tooLarge(json)) }
        let message = "Input should be a valid integer, got a number with a fractional part"
        return .fault(ValidationIssue("int_from_float", message, input: json))
    }

    private static func read(_ text: String, from json: JSON) -> Reading {
        // Nearly all are plain digits.
        if let value = Int(text) { return .value(value) }
        guard let (isNegative, digits) = integerDigits(of: text) else {
            let message = "Input should be a valid integer, unable to parse string as an integer"
            return .fault(ValidationIssue("int_parsing", message, input: json))
        }
        // Python's limit on the digits of an integer.
        if digits.drop(while: { $0 == "0" }).utf8.count > 4300 { return .fault(tooLarge(json)) }
        return Int((isNegative ? "-" : "") + digits).map(Reading.value) ?? .beyond(isNegative: isNegative)
    }

    /// The digits without outer white space, sign, single underscores between digits, and a fraction of zeros.
    private static func integerDigits(of text: String) -> (isNegative: Bool, digits: String)? {
        var rest = text.trimmingWhitespace().utf8[...]
        let sign = rest.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) { return nil }
        let groups = parts[0].split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return (sign == UInt8(ascii: "-"), String(decoding: groups.joined(), as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
