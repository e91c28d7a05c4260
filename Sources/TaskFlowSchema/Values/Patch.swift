/// A member of a partial update: absent means unchanged. Over an optional it has three states: absent, null, a value.
package enum Patch<Value: SchemaValue>: SchemaValue {
    case unchanged
    case set(Value)

    /// The new value, when there is one.
    package var value: Value? { if case .set(let value) = self { value } else { nil } }

    package static func decode(_ json: JSON, into issues: inout Issues) -> Patch? {
        Value.decode(json, into: &issues).map(Patch.set)
    }

    package func encode(to writer: inout JSONWriter) {
        if case .set(let value) = self { value.encode(to: &writer) } else { writer.null() }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject { Value.describe(in: &definitions) }
    package static var whenAbsent: Patch? { .unchanged }
    package static var isList: Bool { Value.isList }
    // Only an optional has something that its absence means.
    package static var nullClears: Bool { Value.whenAbsent != nil }
    package static var secrets: [String] { Value.secrets }
}
