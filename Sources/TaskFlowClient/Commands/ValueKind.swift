internal import TaskFlowSchema

/// What a field's JSON Schema says of the JSON that a word from the shell becomes.
indirect enum ValueKind: Equatable, Sendable {
    case string
    case integer
    case number
    case boolean
    case list(ValueKind)
    /// Objects and whatever else has no spelling of its own in the shell: JSON text.
    case json

    init(_ schema: JSONObject) {
        let alternatives = (schema["anyOf"] ?? schema["oneOf"])?.arrayValue?.compactMap(\.objectValue) ?? []
        if let meant = alternatives.first(where: { $0["type"] != "null" }) {
            self = ValueKind(meant)
        } else {
            self = ValueKind(type: Self.typeName(schema["type"]), schema)
        }
    }

    private init(type: String?, _ schema: JSONObject) {
        switch type {
        case "integer": self = .integer
        case "number": self = .number
        case "boolean": self = .boolean
        case "array": self = .list(schema["items"]?.objectValue.map { ValueKind($0) } ?? .string)
        case "string": self = .string
        case .none where schema["enum"] != nil: self = .string
        default: self = .json
        }
    }

    private static func typeName(_ type: JSON?) -> String? {
        type?.stringValue ?? type?.arrayValue?.compactMap(\.stringValue).first { $0 != "null" }
    }

    var isList: Bool { if case .list = self { true } else { false } }

    /// The JSON of a word. What does not fit is sent as the text it is: the server says what is wrong with it.
    func json(_ text: String) -> JSON {
        switch self {
        case .integer: Int(text).map(JSON.integer) ?? .string(text)
        case .number: Double(text).map(JSON.decimal) ?? .string(text)
        case .json: (try? JSONParser.parse(text.utf8)) ?? .string(text)
        case .list(let element): element.json(text)
        case .string, .boolean: .string(text)
        }
    }
}
