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
