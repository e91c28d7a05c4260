public import TaskFlowDomain

/// What became of a call: its answer, and who called.
public struct Performed<Output: OperationOutput>: Sendable {
    public let output: Output
    let caller: Caller

    /// Who called.
    public var actor: Actor { caller.actor }
}
