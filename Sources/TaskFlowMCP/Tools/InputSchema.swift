internal import TaskFlowSchema

/// The JSON Schema of a tool's arguments: one flat object, without what only people read.
enum InputSchema {
    /// - Parameter words: What to say of fields of which REST says something else.
    static func of(
        _ fields: [ToolField], words: [String: String], detail: Detail?, hasDescriptionOffset: Bool
    ) -> JSONObject {
        var properties = JSONObject()
        for field in fields {
            properties[field.name] =
                field.info.source == .header ? expectedVersion : .object(property(field, words[field.name]))
        }
        if hasDescriptionOffset { properties[ToolArguments.descriptionOffset] = descriptionOffset }
        if let detail { properties[Detail.argument] = Detail.schema(default: detail) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = fields.filter(\.info.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        schema["additionalProperties"] = false
        return schema
    }

    /// One type for each: null is taken all the same, and said where it does something.
    private static func property(_ field: ToolField, _ words: String?) -> JSONObject {
        var schema = CompactSchema.of(field.schema, keepsNull: false, keepsRules: true)
        if let fallback = field.info.defaultValue, fallback != [] { schema["default"] = fallback }
        if field.name == "limit" { schema["default"] = .integer(ToolArguments.standardLimit) }
        let text = words ?? field.info.summary
        schema["description"] = .string(field.info.nullClears && !text.contains("null") ? text + "; null clears" : text)
        return schema
    }

    private static let expectedVersion: JSON = [
        "type": "integer", "description": "Refuse if its version differs",
    ]

    private static let descriptionOffset: JSON = [
        "type": "integer", "default": 0, "description": "Where to go on in a cut description",
    ]
}
