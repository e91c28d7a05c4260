extension Timestamp: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Timestamp? {
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("datetime_type", "Input should be a valid datetime", input: json))
            return nil
        }
        do throws(TimestampParser.Failure) {
            return try TimestampParser.parse(text)
        } catch {
            issues.add(issue(error, input: json))
            return nil
        }
    }

    public func encode(to writer: inout JSONWriter) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
            let count = write(into: buffer)
            writer.plain(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func issue(_ failure: TimestampParser.Failure, input: JSON) -> ValidationIssue {
        let type = failure.isOutOfRange ? "datetime_parsing" : "datetime_from_date_parsing"
        let kind = failure.isOutOfRange ? "datetime" : "datetime or date"
        return ValidationIssue(
            type, "Input should be a valid \(kind), \(failure.message)", input: input,
            context: ["error": .string(failure.message)])
    }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "format": "date-time", "examples": ["2026-11-21T08:00:00.123Z"]]
    }
}
