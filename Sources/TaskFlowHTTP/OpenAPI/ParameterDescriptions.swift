internal import TaskFlowSchema

/// The parameters of an operation in the OpenAPI document: what its path, query and headers hold.
enum ParameterDescriptions {
    static func of(_ fields: [FieldInfo], in definitions: inout Definitions) -> [JSON] {
        fields.compactMap { field in place(of: field.source).map { describe(field, in: $0, &definitions) } }
    }

    private static func place(of source: FieldSource) -> String? {
        switch source {
        case .path: "path"
        case .query, .queryOrBody: "query"
        case .header: "header"
        case .body: nil
        }
    }

    private static func describe(_ field: FieldInfo, in place: String, _ definitions: inout Definitions) -> JSON {
        var schema = field.schema(in: &definitions)
        schema["description"] = nil
        // What may stand in the body instead is not required here.
        let isRequired = field.isRequired && field.source != .queryOrBody
        return [
            "name": .string(name(of: field, in: place)), "in": .string(place), "required": .bool(isRequired),
            "description": .string(field.summary), "schema": .object(schema),
        ]
    }

    private static func name(of field: FieldInfo, in place: String) -> String {
        guard place == "header" else { return field.name }
        let words = field.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return words.joined(separator: "-")
    }
}
