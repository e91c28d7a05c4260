internal import TaskFlowSchema

/// How much of a result is told.
enum Detail: String, CaseIterable, Sendable {
    /// What is needed to choose: at most 240 bytes a row.
    case concise
    /// Every field.
    case full

    static let argument = "detail"

    static func schema(default fallback: Detail) -> JSON {
        [
            "type": "string", "enum": .array(allCases.map { .string($0.rawValue) }),
            "default": .string(fallback.rawValue),
        ]
    }
}
