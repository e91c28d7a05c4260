/// A type whose fields are listed in a ``Schema``; the list does the rest.
public protocol Described: SchemaValue {
    /// The fields.
    static var schema: Schema<Self> { get }
    /// The name in an OpenAPI document's components; the type's own by default.
    static var schemaName: String { get }
}

extension Described {
    public static var schemaName: String { String(describing: Self.self) }

    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        guard case .object(let object) = json else {
            let message = "Input should be a valid dictionary or object to extract fields from"
            issues.add(ValidationIssue("model_attributes_type", message, input: json.hiding(schema.secrets)))
            return nil
        }
        return schema.decode(object, into: &issues)
    }

    public func encode(to writer: inout JSONWriter) { Self.schema.encode(self, to: &writer) }
    public static var secrets: [String] { schema.secrets }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        definitions.define(schemaName) {
            schema.objectSchema(of: schema.fields, allRequired: !schema.isClosed, in: &$0)
        }
    }
}

extension Schema {
    /// The JSON Schema of an object with some of the fields. What the server writes always has all of them.
    public func objectSchema(
        of fields: [FieldInfo], allRequired: Bool, in definitions: inout Definitions
    ) -> JSONObject {
        var properties = JSONObject()
        for field in fields { properties[field.name] = .object(field.schema(in: &definitions)) }
        let required = fields.filter { allRequired || $0.isRequired }.map { JSON.string($0.name) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        if isClosed { schema["additionalProperties"] = false }
        return schema
    }
}

/// A type that lists show: which of its fields say most of it, for doors that show a list as a table.
public protocol Listed: Described {
    /// The columns in order. The last one gives way where there is little room.
    static var listColumns: [ListColumn] { get }
}

/// A column of a list that is shown as a table.
public struct ListColumn: Equatable, Sendable {
    /// What stands above it.
    public let title: String
    /// The field that it shows, by its name on the wire.
    public let field: String
    /// Whether it holds numbers, which stand at the right.
    public let isNumber: Bool
    /// Whether it holds what was said last: shown where a row has one and there is room, beside the column before it.
    public let isRemark: Bool

    public init(_ title: String, _ field: String, isNumber: Bool = false, isRemark: Bool = false) {
        self.title = title
        self.field = field
        self.isNumber = isNumber
        self.isRemark = isRemark
    }
}
