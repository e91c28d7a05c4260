internal import TaskFlowSchema

/// A JSON Schema in fewer bytes: agents pay for each of them in every conversation.
enum CompactSchema {
    /// An enumeration of more words is left to the refusal, which names them.
    private static let mostWords = 12

    /// - Parameters:
    ///   - keepsNull: Whether null stays one of the values. That makes `type` a list, for which some clients drop a tool.
    ///   - keepsRules: Whether enumerations, bounds and defaults stay, or types alone. Lengths and patterns of text never stay:
    ///     a refusal names them when they are broken.
    static func of(_ schema: JSONObject, keepsNull: Bool, keepsRules: Bool) -> JSONObject {
        if let inner = optional(schema) {
            var compact = of(inner, keepsNull: keepsNull, keepsRules: keepsRules)
            if keepsNull { allowNull(in: &compact) }
            if keepsRules, let fallback = schema["default"] { compact["default"] = fallback }
            return compact
        }
        // Of several forms one is told: the others are taken all the same.
        if let first = schema["anyOf"]?[0]?.objectValue {
            return of(first, keepsNull: keepsNull, keepsRules: keepsRules)
        }
        var compact = JSONObject()
        for (name, value) in schema.members {
            switch name {
            case "type": compact[name] = value
            case "items":
                compact[name] = .object(of(value.objectValue ?? [:], keepsNull: keepsNull, keepsRules: keepsRules))
            case "properties":
                compact[name] = .object(
                    properties(value.objectValue ?? [:], keepsNull: keepsNull, keepsRules: keepsRules))
            case "minimum" where schema["maximum"] == nil: break
            case "enum" where (value.arrayValue?.count ?? 0) > Self.mostWords: break
            case "enum", "minimum", "maximum", "maxItems", "format", "default":
                if keepsRules, value != [] { compact[name] = value }
            default: break
            }
        }
        return compact
    }

    private static func properties(_ properties: JSONObject, keepsNull: Bool, keepsRules: Bool) -> JSONObject {
        JSONObject(
            properties.members.map { name, value in
                (name, .object(of(value.objectValue ?? [:], keepsNull: keepsNull, keepsRules: keepsRules)))
            })
    }

    /// The schema of `X` in `anyOf: [X, null]`.
    static func optional(_ schema: JSONObject) -> JSONObject? {
        guard let choices = schema["anyOf"]?.arrayValue, choices.count == 2, choices[1] == ["type": "null"] else {
            return nil
        }
        return choices[0].objectValue
    }

    private static func allowNull(in schema: inout JSONObject) {
        if let type = schema["type"], type.stringValue != nil { schema["type"] = [type, "null"] }
        if let words = schema["enum"]?.arrayValue { schema["enum"] = .array(words + [.null]) }
    }
}
