/// A value that must be sent and may be null: leaving it out is not the same as saying "none".
package struct RequiredNullable<Value: SchemaValue>: SchemaValue {
    package let value: Value?

    package static func decode(_ json: JSON, into issues: inout Issues) -> RequiredNullable? {
        Value?.decode(json, into: &issues).map { RequiredNullable(value: $0) }
    }

    package func encode(to writer: inout JSONWriter) { value.encode(to: &writer) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        Value?.describe(in: &definitions)
    }

    package static var isList: Bool { Value.isList }
    package static var nullClears: Bool { true }
    package static var secrets: [String] { Value.secrets }
}
