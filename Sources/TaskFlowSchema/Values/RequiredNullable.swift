/// A value that must be sent and may be null: leaving it out is not the same as saying "none".
public struct RequiredNullable<Value: SchemaValue>: SchemaValue {
    public let value: Value?

    public static func decode(_ json: JSON, into issues: inout Issues) -> RequiredNullable? {
        Value?.decode(json, into: &issues).map { RequiredNullable(value: $0) }
    }

    public func encode(to writer: inout JSONWriter) { value.encode(to: &writer) }
    public static func describe(in definitions: inout Definitions) -> JSONObject {
        Value?.describe(in: &definitions)
    }

    public static var isList: Bool { Value.isList }
    public static var nullClears: Bool { true }
    public static var secrets: [String] { Value.secrets }
}
