internal import TaskFlowOperations
internal import TaskFlowSchema

/// How an operation looks to an agent: what the registry does not know of it.
struct ToolFace: Sendable {
    let title: String
    let description: String
    /// How much of a result is told unless the caller says.
    var detail = Detail.concise
    /// Fields of the operation that an agent has no use for.
    var hidden: [String] = []
    /// What to say of fields of which REST says something else.
    var words: [String: String] = [:]
    /// Whether it replaces what others put there, rather than adding to it.
    var isDestructive = false
    /// Whether a second call with the same arguments changes nothing more.
    var isIdempotent = false

    /// The face of an operation; one without a face of its own has the registry's words and the most careful hints.
    static func of(_ spec: Spec) -> ToolFace {
        if let face = ToolFaces.all[spec.tool ?? spec.name] { return face }
        let description = [spec.summary + ".", spec.details].filter { !$0.isEmpty }.joined(separator: " ")
        return ToolFace(title: spec.summary, description: description, isDestructive: !spec.isRead)
    }

    /// All four hints; without them a client must assume the worst.
    func annotations(of spec: Spec) -> JSON {
        [
            "readOnlyHint": .bool(spec.isRead), "destructiveHint": .bool(isDestructive && !spec.isRead),
            "idempotentHint": .bool(isIdempotent || spec.isRead), "openWorldHint": false,
        ]
    }
}
