extension Int: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Int? {
        LaxInteger.read(json, into: &issues)
    }

    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer"] }
}
