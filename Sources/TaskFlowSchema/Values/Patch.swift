/// A member of a partial update: absent means unchanged. Over an optional it has three states: absent, null, a value.
public enum Patch<Value: SchemaValue>: SchemaValue {
    case unchanged
    case set(Value)

    /// The new value, when there is one.
    public var value: Value? { if case .set(let value) = self { value } else { nil } }

    /// Whether there is a new value, be it null.
    public var isSet: Bool { if case .set = self { true } else { false } }

    /// Puts the new value, when there is one, in the place of another.
    public func apply(to target: inout Value) { if case .set(let value) = self { target = value } }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Patch? {
        Value.decode(json, into: &issues).map(Patch.set)
    }

    public func encode(to writer: inout JSONWriter) {
        if case .set(let value) = self { return value.encode(to: &writer) }
        // Not null, which may be a value: two inputs that mean different things are written differently.
        writer.beginObject()
        writer.endObject()
    }

    public static func describe(in definitions: inout Definitions) -> JSONObject { Value.describe(in: &definitions) }
    public static var whenAbsent: Patch? { .unchanged }
    public static var isList: Bool { Value.isList }
    // Only an optional has something that its absence means.
    public static var nullClears: Bool { Value.whenAbsent != nil }
    public static var secrets: [String] { Value.secrets }
}

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
