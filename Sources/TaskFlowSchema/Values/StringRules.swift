/// What a kind of text must keep. Lengths count Unicode scalars, as Python does.
public struct StringRules: Sendable {
    /// Which control characters (general category Cc) are refused.
    public enum Controls: Sendable {
        case allButNUL
        case none
    }

    /// A pattern, and the test that stands for it: no regular expression runs on input.
    public struct Pattern: Sendable {
        let text: String
        let matches: @Sendable (Substring.UTF8View) -> Bool

        public init(_ text: String, matches: @escaping @Sendable (Substring.UTF8View) -> Bool) {
            self.text = text
            self.matches = matches
        }
    }

    let minimum: Int
    let maximum: Int
    let trims: Bool
    let controls: Controls
    let pattern: Pattern?
    let example: String?
    /// A text that has another meaning, and so is no value.
    let reserved: String?

    public init(
        _ length: ClosedRange<Int>, trims: Bool = false, controls: Controls = .none, pattern: Pattern? = nil,
        example: String? = nil, reserved: String? = nil
    ) {
        minimum = length.lowerBound
        maximum = length.upperBound
        self.trims = trims
        self.controls = controls
        self.pattern = pattern
        self.example = example
        self.reserved = reserved
    }

    /// The first rule the text breaks, in pydantic's order: length, pattern, then rules of our own.
    public func check(_ text: String, input: JSON) -> ValidationIssue? {
        let length = text.unicodeScalars.count
        if length > maximum { return tooLong(input) }
        if length < minimum { return tooShort(input) }
        if let pattern, !pattern.matches(text[...].utf8) { return mismatch(pattern, input) }
        if let reserved, text.hasSameBytes(as: reserved) { return .value("'\(reserved)' is reserved", input: input) }
        if text.unicodeScalars.contains(where: isRefused) {
            return .value(
                controls == .none ? "must not contain control characters" : "must not contain NUL", input: input)
        }
        return nil
    }

    var schema: JSONObject {
        var schema: JSONObject = ["type": "string"]
        if minimum > 0 { schema["minLength"] = .integer(minimum) }
        schema["maxLength"] = .integer(maximum)
        if let pattern { schema["pattern"] = .string(pattern.text) }
        if let reserved { schema["not"] = ["const": .string(reserved)] }
        if let example { schema["examples"] = [.string(example)] }
        return schema
    }

    private func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch controls {
        case .allButNUL: scalar.value == 0
        case .none: scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
    }

    private func tooLong(_ input: JSON) -> ValidationIssue {
        let unit = maximum == 1 ? "character" : "characters"
        return ValidationIssue(
            "string_too_long", "String should have at most \(maximum) \(unit)", input: input,
            context: ["max_length": .integer(maximum)])
    }

    private func tooShort(_ input: JSON) -> ValidationIssue {
        let unit = minimum == 1 ? "character" : "characters"
        return ValidationIssue(
            "string_too_short", "String should have at least \(minimum) \(unit)", input: input,
            context: ["min_length": .integer(minimum)])
    }

    private func mismatch(_ pattern: Pattern, _ input: JSON) -> ValidationIssue {
        ValidationIssue(
            "string_pattern_mismatch", "String should match pattern '\(pattern.text)'", input: input,
            context: ["pattern": .string(pattern.text)])
    }
}
