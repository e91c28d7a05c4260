import TaskFlowSchema

/// Validates by as much of JSON Schema 2020-12 as the tools' schemas use.
enum SchemaCheck {
    /// What is wrong with a value by a schema; empty where the value is valid.
    static func faults(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
        var faults: [String] = []
        if let type = schema["type"] {
            let types = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue ?? ""]
            if !types.contains(where: { isOf($0, value) }) { faults.append("\(place) is not \(types)") }
        }
        if let words = schema["enum"]?.arrayValue, !words.contains(value) {
            faults.append("\(place) is none of \(words)")
        }
        let properties = schema["properties"]?.objectValue ?? [:]
        for name in schema["required"]?.arrayValue ?? [] where value[name.stringValue ?? ""] == nil {
            faults.append("\(place) lacks \(name)")
        }
        for (name, member) in value.objectValue?.members ?? [] {
            if let schema = properties[name] {
                faults += self.faults(member, schema, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == false || !properties.members.isEmpty {
                faults.append("\(place).\(name) is not in the schema")
            }
        }
        if let items = schema["items"] {
            for element in value.arrayValue ?? [] { faults += self.faults(element, items, at: place + "[]") }
        }
        return faults
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .decimal),
            ("string", .string), ("array", .array), ("object", .object):
            true
        default: false
        }
    }
}
