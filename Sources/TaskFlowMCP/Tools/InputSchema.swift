internal import TaskFlowSchema

/// The JSON Schema of a tool's arguments: one flat object, without what only people read.
enum InputSchema {
    /// - Parameter words: What to say of fields of which REST says something else.
    static func of(
        _ fields: [FieldInfo], words: [String: String], detail: Detail?, hasDescriptionOffset: Bool
    ) -> JSONObject {
        var properties = JSONObject()
        for field in fields {
            if field.source == .header {
                properties[ToolArguments.expectedVersion] = expectedVersion
            } else {
                properties[field.name] = .object(property(field, words[field.name]))
            }
        }
        if hasDescriptionOffset { properties[ToolArguments.descriptionOffset] = descriptionOffset }
        if let detail { properties[Detail.argument] = Detail.schema(default: detail) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        schema["additionalProperties"] = false
        return schema
    }

    private static func property(_ field: FieldInfo, _ words: String?) -> JSONObject {
        var definitions = Definitions(style: .inline)
        let described = field.schema(in: &definitions)
        // Left out says the same as null, where REST has but text.
        let keepsNull = field.source == .body || field.source == .queryOrBody
        var schema = CompactSchema.of(described, keepsNull: keepsNull, keepsRules: true)
        if field.name == "limit" { schema["default"] = .integer(ToolArguments.standardLimit) }
        schema["description"] = words.map { .string($0) } ?? described["description"]
        return schema
    }

    private static let expectedVersion: JSON = [
        "type": "integer", "description": "Refuse if its version differs",
    ]

    private static let descriptionOffset: JSON = [
        "type": "integer", "default": 0, "description": "Where to go on in a cut description",
    ]
}
