internal import TaskFlowOperations
internal import TaskFlowSchema

/// What an operation answers, by the name that its JSON Schema has.
enum OutputShape: Equatable, Sendable {
    case nothing
    case one(entity: String)
    case many(entity: String)

    init<Output: OperationOutput>(_ output: Output.Type) {
        var definitions = Definitions(style: .reference(prefix: ""))
        guard let schema = Output.describeBody(in: &definitions) else {
            self = .nothing
            return
        }
        if let items = schema["items"] {
            self = .many(entity: items["$ref"]?.stringValue ?? "")
        } else {
            self = .one(entity: schema["$ref"]?.stringValue ?? "")
        }
    }
}
