internal import TaskFlowSchema

/// The JSON Schema of a tool's structured result: types alone, for clients check results by it and agents pay for it.
enum OutputSchema {
    /// - Parameter list: The member that the rows stand in.
    static func of(_ element: JSONObject, _ row: RowStyle, list: String) -> JSONObject {
        var one = CompactSchema.of(element, keepsNull: true, keepsRules: false)
        one["type"] = "object"
        one["required"] = row.required.isEmpty ? nil : .array(row.required.map { .string($0) })
        return noted([
            "type": "object",
            "properties": [
                list: ["type": "array", "items": .object(one)], "next_cursor": ["type": ["string", "null"]],
            ],
            "required": [.string(list), "next_cursor"],
        ])
    }

    private static func noted(_ schema: JSONObject) -> JSONObject {
        var (schema, properties) = (schema, schema["properties"]?.objectValue ?? [:])
        properties["note"] = ["type": "string"]
        schema["properties"] = .object(properties)
        return schema
    }
}
