internal import TaskFlowSchema

/// A field of an operation as an argument of a tool.
struct ToolField: Sendable {
    let info: FieldInfo
    /// The field's JSON Schema without null.
    let schema: JSONObject
    /// Whether null is one of its values.
    let takesNull: Bool

    init(_ info: FieldInfo) {
        self.info = info
        var definitions = Definitions(style: .inline)
        let described = info.schema(in: &definitions)
        let inner = CompactSchema.optional(described)
        schema = inner ?? described
        takesNull = inner != nil
    }

    /// The argument's name.
    var name: String { ToolArguments.name(of: info.name) }

    /// Whether it is `If-Match`, which is a number here.
    var isVersion: Bool { name == ToolArguments.expectedVersion }

    /// Whether it is a part of the request's body.
    var isOfBody: Bool { info.source == .body || info.source == .queryOrBody }

    /// Whether null means the same as leaving the argument out.
    var dropsNull: Bool { !isOfBody || (!takesNull && !info.isRequired) }

    /// The value in the form that the field has.
    var example: JSON { ToolField.example(of: isVersion ? ["type": "integer"] : schema) }

    /// How to write the argument, for a fault that is about its form; `nil` for other faults.
    func advice(on issue: ValidationIssue) -> String? {
        let isOfForm =
            issue.type.hasSuffix("_type") || issue.type.hasSuffix("_parsing") || issue.type.hasSuffix("_from_float")
            || issue.type == "string_pattern_mismatch"
        guard isOfForm else { return nil }
        return "; for example \(JSON.string(name).text): \(example.text)"
    }

    /// The fault of a list or an object where the query takes one text. Written as text it would be accepted.
    func fault(of value: JSON) -> ValidationIssue? {
        let isComposed = value.arrayValue != nil || value.objectValue != nil
        guard isComposed, info.source == .query || (info.source == .header && !isVersion), schema["type"] != "array"
        else { return nil }
        let isInteger = schema["type"] == "integer"
        return ValidationIssue(
            isInteger ? "int_type" : "string_type", at: [.name(name)],
            "Input should be a valid \(isInteger ? "integer" : "string")", input: value)
    }

    /// A value that a schema allows, to show how one is written.
    private static func example(of schema: JSONObject) -> JSON {
        if let example = schema["examples"]?[0] ?? schema["enum"]?[0] { return example }
        switch schema["type"]?.stringValue {
        case "array": return [example(of: schema["items"]?.objectValue ?? [:])]
        case "integer", "number": return .integer(max(1, schema["minimum"]?.integerValue ?? 1))
        case "boolean": return true
        case "object": return [:]
        default: return "text"
        }
    }
}
