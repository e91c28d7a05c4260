internal import TaskFlowOperations
internal import TaskFlowSchema

/// The JSON Schema of a tool's arguments: one flat object, without what only people read.
enum InputSchema {
    /// - Parameters:
    ///   - words: What an agent is told of fields, where that is not what REST is told.
    ///   - face: Says how much is told; `nil` where answers have but one form.
    ///   - waitField: The argument that may be larger here than elsewhere.
    static func of(
        _ fields: [ToolField], words: [String: String], detail face: AgentFace?, hasDescriptionOffset: Bool,
        waitField: String?
    ) -> JSONObject {
        var properties = JSONObject()
        for field in fields {
            switch field.name {
            case ToolArguments.expectedVersion: properties[field.name] = expectedVersion
            case ToolArguments.idempotencyKey: properties[field.name] = idempotencyKey
            case ToolArguments.generation: properties[field.name] = generation
            default:
                var property = property(field, words[field.name])
                if field.name == waitField { property["maximum"] = .integer(LongWait.limit) }
                properties[field.name] = .object(property)
            }
        }
        if hasDescriptionOffset { properties[ToolArguments.descriptionOffset] = descriptionOffset }
        if let face { properties[ToolArguments.detail] = Self.detail(face) }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = fields.filter(\.info.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        schema["additionalProperties"] = false
        return schema
    }

    /// Each argument has one type. Null is accepted all the same, and is mentioned where it clears.
    private static func property(_ field: ToolField, _ words: String?) -> JSONObject {
        var schema = CompactSchema.of(field.schema, keepsNull: false, keepsRules: true)
        if let fallback = field.info.defaultValue, fallback != [] { schema["default"] = fallback }
        if field.name == "limit" { schema["default"] = .integer(ToolArguments.standardLimit) }
        let text = words ?? field.info.summary
        schema["description"] = .string(field.info.nullClears && !text.contains("null") ? text + "; null clears" : text)
        return schema
    }

    private static func detail(_ face: AgentFace) -> JSON {
        [
            "type": "string", "enum": .array(face.details.map { .string($0.rawValue) }),
            "default": .string(face.detail.rawValue),
        ]
    }

    private static let expectedVersion: JSON = [
        "type": "integer", "description": "Refuse if its version differs",
    ]

    // A text that calls it unique has models make a new one for each attempt.
    private static let idempotencyKey: JSON = [
        "type": "string", "description": "Same key when you repeat a call",
    ]

    // Eight tools take it: each byte counts as often.
    private static let generation: JSON = [
        "type": "integer", "minimum": 1, "description": "Of your lease, where you have one",
    ]

    private static let descriptionOffset: JSON = [
        "type": "integer", "default": 0, "description": "Where to go on in a cut description",
    ]
}
