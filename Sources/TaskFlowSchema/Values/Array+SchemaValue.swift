extension Array: SchemaValue where Element: SchemaValue {
    public static func decode(_ json: JSON, into issues: inout Issues) -> [Element]? {
        guard case .array(let elements) = json else {
            issues.add(ValidationIssue("list_type", "Input should be a valid list", input: json))
            return nil
        }
        var values: [Element] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let mark = issues.count
            if let value = Element.decode(element, into: &issues) { values.append(value) }
            issues.locate(since: mark, at: [.index(index)])
        }
        return values.count == elements.count ? values : nil
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.encode(to: &writer) }
        writer.endArray()
    }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "array", "items": .object(Element.describe(in: &definitions))]
    }

    public static var isList: Bool { true }
    public static var secrets: [String] { Element.secrets }
}
