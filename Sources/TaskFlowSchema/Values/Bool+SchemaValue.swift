extension Bool: SchemaValue {
    /// Reads booleans as pydantic's lax mode does: `true`, `1`, `1.0`, `"true"`, `"t"`, `"yes"`, `"y"`, `"on"`, `"1"`
    /// and their opposites.
    public static func decode(_ json: JSON, into issues: inout Issues) -> Bool? {
        switch json {
        case .bool(let value): return value
        case .integer(0), .decimal(0): return false
        case .integer(1), .decimal(1): return true
        case .string(let text): return decode(text, into: &issues)
        case .integer: issues.add(unparsable(json))
        case .decimal(let value) where Int(exactly: value) != nil: issues.add(unparsable(json))
        case .null, .array, .object, .decimal, .bigInteger:
            issues.add(ValidationIssue("bool_type", "Input should be a valid boolean", input: json))
        }
        return nil
    }

    public func encode(to writer: inout JSONWriter) { writer.bool(self) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "boolean"] }

    private static func decode(_ text: String, into issues: inout Issues) -> Bool? {
        switch text.lowercased() {
        case "true", "t", "yes", "y", "on", "1": return true
        case "false", "f", "no", "n", "off", "0": return false
        default:
            issues.add(unparsable(.string(text)))
            return nil
        }
    }

    private static func unparsable(_ json: JSON) -> ValidationIssue {
        ValidationIssue("bool_parsing", "Input should be a valid boolean, unable to interpret input", input: json)
    }
}
