extension Int: SchemaValue {
    package static func decode(_ json: JSON, into issues: inout Issues) -> Int? {
        switch LaxInteger.read(json) {
        case .value(let value): return value
        case .beyond: issues.add(LaxInteger.tooLarge(json))
        case .fault(let issue): issues.add(issue)
        }
        return nil
    }

    package func encode(to writer: inout JSONWriter) { writer.integer(self) }
    package static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer"] }
}
