internal import TaskFlowOperations
internal import TaskFlowSchema

/// The body an operation takes, as a schema of its own name: `CreateTaskRequest`.
enum RequestBodyDescription {
    static func of<O: Operation>(_ operation: O.Type, in definitions: inout Definitions) -> JSONObject? {
        let fields = O.Input.schema.fields.filter { $0.source == .body || $0.source == .queryOrBody }
        if fields.isEmpty { return nil }
        let words = O.spec.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let schema = definitions.define(words.joined() + "Request") {
            object(of: fields, O.Input.schema, in: &$0)
        }
        return [
            "required": .bool(fields.contains { $0.source == .body }),
            "content": ["application/json": ["schema": .object(schema)]],
        ]
    }

    /// What may stand in the query instead is not required in the body.
    private static func object<Root>(
        of fields: [FieldInfo], _ schema: Schema<Root>, in definitions: inout Definitions
    ) -> JSONObject {
        var object = schema.objectSchema(of: fields, allRequired: false, in: &definitions)
        let required = fields.filter { $0.isRequired && $0.source == .body }.map { JSON.string($0.name) }
        object["required"] = required.isEmpty ? nil : .array(required)
        return object
    }
}
