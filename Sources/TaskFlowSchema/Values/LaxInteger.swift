/// Reads integers as pydantic's lax mode does: `3`, `3.0`, `"3"`, `" 3 "`, `"3.0"`, `"1_000"` and `true` are integers.
enum LaxInteger {
    static func read(_ json: JSON, into issues: inout Issues) -> Int? {
        switch json {
        case .integer(let value): return value
        case .bool(let value): return value ? 1 : 0
        case .decimal(let value): return read(value, from: json, into: &issues)
        case .bigInteger: issues.add(tooLarge(json))
        case .string(let text): return read(text, from: json, into: &issues)
        case .null, .array, .object:
            issues.add(ValidationIssue("int_type", "Input should be a valid integer", input: json))
        }
        return nil
    }

    private static func read(_ value: Double, from json: JSON, into issues: inout Issues) -> Int? {
        if let exact = Int(exactly: value) { return exact }
        let message = "Input should be a valid integer, got a number with a fractional part"
        let isWhole = value.rounded() == value
        issues.add(isWhole ? tooLarge(json) : ValidationIssue("int_from_float", message, input: json))
        return nil
    }

    private static func read(_ text: String, from json: JSON, into issues: inout Issues) -> Int? {
        guard let digits = integerDigits(of: text) else {
            let message = "Input should be a valid integer, unable to parse string as an integer"
            issues.add(ValidationIssue("int_parsing", message, input: json))
            return nil
        }
        guard let value = Int(digits) else {
            issues.add(tooLarge(json))
            return nil
        }
        return value
    }

    /// Sign and digits without outer white space, single underscores between digits, and a fraction of zeros.
    private static func integerDigits(of text: String) -> String? {
        var rest = text.trimmingWhitespace()[...]
        let sign = rest.first == "-" ? "-" : ""
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].isEmpty || !parts[1].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) { return nil }
        let groups = (parts.first ?? "").split(separator: "_", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
        return sign + groups.joined()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func tooLarge(_ json: JSON) -> ValidationIssue {
        ValidationIssue("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size", input: json)
    }
}
