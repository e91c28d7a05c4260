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

    public static var isList: Bool { Wrapped.isList }
    public static var secrets: [String] { Wrapped.secrets }
}
