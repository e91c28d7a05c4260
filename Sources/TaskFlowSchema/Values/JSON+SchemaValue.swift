extension JSON: SchemaValue {
    package static func decode(_ json: JSON, into issues: inout Issues) -> JSON? { json }
    package func encode(to writer: inout JSONWriter) { write(to: &writer) }
    package static func describe(in definitions: inout Definitions) -> JSONObject { [:] }
}
