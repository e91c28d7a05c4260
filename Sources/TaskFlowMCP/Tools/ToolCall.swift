internal import TaskFlowSchema

/// What an agent asked for, ready for the operation and for telling of its result.
struct ToolCall: Sendable {
    let arguments: Arguments
    let detail: Detail
    /// How many rows at most, where there are rows.
    let limit: Int?
    /// Where in a long description to go on, in Unicode scalars.
    let descriptionOffset: Int

    /// The arguments with another number of rows.
    func arguments(limit: Int?) -> Arguments {
        guard let limit else { return arguments }
        var arguments = arguments
        arguments.query.removeAll { $0.name == "limit" }
        arguments.query.append((name: "limit", value: String(limit)))
        return arguments
    }
}
