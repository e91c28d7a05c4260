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
    public static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "integer"] }
}
