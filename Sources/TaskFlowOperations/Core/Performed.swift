public import TaskFlowDomain

/// What became of a call: its answer, and who called.
public struct Performed<Output: OperationOutput>: Sendable {
    public let output: Output
    let caller: Caller
    /// What is left of the caller's calls; `nil` where nobody is held to a number.
    public let quota: CallQuota?

    /// Who called.
    public var actor: Actor { caller.actor }
}
