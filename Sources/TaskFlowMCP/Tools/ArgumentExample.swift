internal import TaskFlowSchema

/// A value that a schema allows, to show how one is written.
enum ArgumentExample {
    static func of(_ schema: JSONObject) -> JSON {
        if let example = schema["examples"]?[0] ?? schema["enum"]?[0] { return example }
        switch schema["type"]?.stringValue {
        case "array": return [of(schema["items"]?.objectValue ?? [:])]
        case "integer", "number": return .integer(max(1, schema["minimum"]?.integerValue ?? 1))
        case "boolean": return true
        case "object": return [:]
        default: return "text"
        }
    }
}
