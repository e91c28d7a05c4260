extension JSON: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> JSON? { json }
    public func encode(to writer: inout JSONWriter) { write(to: &writer) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { [:] }
}
