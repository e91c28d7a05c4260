// Free text without rules: only in what the server writes. What it reads has a `ConstrainedString` of its own.
extension String: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> String? {
        if case .string(let text) = json { return text }
        issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
        return nil
    }

    public func encode(to writer: inout JSONWriter) { writer.string(self) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "string"] }
}
