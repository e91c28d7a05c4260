extension Timestamp: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Timestamp? {
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("datetime_type", "Input should be a valid datetime", input: json))
            return nil
        }
        do throws(TimestampParser.Failure) {
            return try TimestampParser.parse(text)
        } catch {
            let message = "Input should be a valid datetime or date, \(error.message)"
            let context: JSONObject = ["error": .string(error.message)]
            issues.add(ValidationIssue("datetime_from_date_parsing", message, input: json, context: context))
            return nil
        }
    }

    public func encode(to writer: inout JSONWriter) { writer.string(description) }
    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "format": "date-time", "examples": ["2026-11-21T08:00:00.123Z"]]
    }
}
