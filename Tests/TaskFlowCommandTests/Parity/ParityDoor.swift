import TaskFlowOperations
import TaskFlowSchema

/// A way to call an operation on a running server.
protocol ParityDoor: Sendable {
    /// Whether the operation can be called through it.
    func has(_ operation: any TaskFlowOperations.Operation.Type) -> Bool

    /// Calls it and answers the API's JSON; null where there is none.
    func call(
        _ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject, by who: ParityStep.Who
    ) async throws -> JSON

    func close() async
}

extension ParityDoor {
    func has(_ operation: any TaskFlowOperations.Operation.Type) -> Bool { true }
    func close() async {}
}

/// Where a server is, and the keys of those who call.
struct ParityPlace: Sendable {
    let program: Program
    let address: String
    let keys: [ParityStep.Who: String]

    func key(_ who: ParityStep.Who) -> String { keys[who] ?? "" }
}

/// A call that was refused or could not be made.
struct ParityFailure: Error, CustomStringConvertible {
    let description: String
}

extension TaskFlowOperations.Operation {
    /// The fields of the input.
    static var inputFields: [FieldInfo] { Input.schema.fields }

    /// Whether an agent may choose how much it is told of the answer.
    static var hasDetail: Bool { Output.shortRow != nil }
}
