internal import TaskFlowSchema

/// A field of an operation as an argument of a tool.
struct ToolField: Sendable {
    let info: FieldInfo
    /// What the field promises, null aside.
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
    var name: String { info.source == .header ? ToolArguments.expectedVersion : info.name }

    /// Whether it is a part of the request's body.
    var isOfBody: Bool { info.source == .body || info.source == .queryOrBody }

    /// Whether a null says the same as leaving it out.
    var dropsNull: Bool { !isOfBody || (!takesNull && !info.isRequired) }

    /// The value in the form that the field has.
    var example: JSON { ArgumentExample.of(info.source == .header ? ["type": "integer"] : schema) }

    /// What a fault of this kind says besides, if its value has the wrong form: how to write it.
    func advice(on issue: ValidationIssue) -> String? {
        let isOfForm =
            issue.type.hasSuffix("_type") || issue.type.hasSuffix("_parsing") || issue.type.hasSuffix("_from_float")
            || issue.type == "string_pattern_mismatch"
        guard isOfForm else { return nil }
        return "; for example \(JSON.string(name).text): \(example.text)"
    }

    /// What is wrong with a value that cannot stand where REST has one text: as text it would be taken for one.
    func fault(of value: JSON) -> ValidationIssue? {
        let isComposed = value.arrayValue != nil || value.objectValue != nil
        guard isComposed, info.source == .query, schema["type"] != "array" else { return nil }
        let isInteger = schema["type"] == "integer"
        return ValidationIssue(
            isInteger ? "int_type" : "string_type", at: [.name(name)],
            "Input should be a valid \(isInteger ? "integer" : "string")", input: value)
    }
}
