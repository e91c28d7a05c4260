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
    public static var columnCopy: ColumnCopy {
        .by { (row, column, writer) throws(NoColumnValue) in
            if row.isNull(column) { throw NoColumnValue() }
            writer.bool(row.bool(column))
        }
    }

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

extension Int: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Int? {
        switch LaxInteger.read(json) {
        case .value(let value): return value
        case .beyond: issues.add(LaxInteger.tooLarge(json))
        case .fault(let issue): issues.add(issue)
        }
        return nil
    }

    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
    public static var columnCopy: ColumnCopy { .integer }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer"] }
}

// Free text without rules: only in what the server writes. What it reads has a `ConstrainedString` of its own.
extension String: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> String? {
        if case .string(let text) = json { return text }
        issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
        return nil
    }

    public func encode(to writer: inout JSONWriter) { writer.string(self) }
    public static var columnCopy: ColumnCopy { .text }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "string"] }
}

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

    public static var columnCopy: ColumnCopy {
        .time
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

extension JSON: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> JSON? { json }
    public func encode(to writer: inout JSONWriter) { write(to: &writer) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { [:] }
}

extension JSONObject: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> JSONObject? {
        if case .object(let object) = json { return object }
        issues.add(ValidationIssue("dict_type", "Input should be a valid dictionary", input: json))
        return nil
    }

    public func encode(to writer: inout JSONWriter) { write(to: &writer) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "object"] }
}

// In a column an object is its compact text.
extension JSONObject: ColumnConvertible {
    public var columnValue: ColumnValue { .text(JSON.object(self).text) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> JSONObject? {
        row.isNull(column) ? nil : (try? JSONParser.parse(row.text(column).utf8))?.objectValue
    }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Wrapped?? {
        if case .null = json { return .some(nil) }
        if Wrapped.readsAsNull(json) { return .some(nil) }
        return Wrapped.decode(json, into: &issues).map(Optional.some)
    }

    @inlinable
    public func encode(to writer: inout JSONWriter) {
        if let self { self.encode(to: &writer) } else { writer.null() }
    }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["anyOf": [.object(Wrapped.describe(in: &definitions)), ["type": "null"]]]
    }

    public static var whenAbsent: Wrapped?? { .some(nil) }
    @inlinable
    public static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Wrapped? {
        if row.isNull(column) { return nil }
        return try Wrapped.readColumn(row, column)
    }

    public static var columnCopy: ColumnCopy {
        let copy = Wrapped.columnCopy
        return .by { (row, column, writer) throws(NoColumnValue) in
            if row.isNull(column) { return writer.null() }
            try copy(row, column, &writer)
        }
    }

    public static var isList: Bool { Wrapped.isList }
    public static var secrets: [String] { Wrapped.secrets }
}

extension Optional: NullableColumn where Wrapped: SchemaValue {
    static var presentCopy: ColumnCopy { Wrapped.columnCopy }
}

extension Array: SchemaValue where Element: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> [Element]? {
        guard case .array(let elements) = json else {
            issues.add(ValidationIssue("list_type", "Input should be a valid list", input: json))
            return nil
        }
        var values: [Element] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let mark = issues.count
            if let value = Element.decode(element, into: &issues) { values.append(value) }
            issues.locate(since: mark, at: [.index(index)])
        }
        return values.count == elements.count ? values : nil
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.encode(to: &writer) }
        writer.endArray()
    }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "array", "items": .object(Element.describe(in: &definitions))]
    }

    public static var isList: Bool { true }
    public static var secrets: [String] { Element.secrets }
}
