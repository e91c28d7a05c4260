public import TaskFlowDomain

/// What became of a call: its answer, and who called.
public struct Performed<Output: OperationOutput>: Sendable {
    public let output: Output
    let caller: Caller
    /// What is left of the caller's calls; `nil` where nobody is held to a number.
    public let quota: CallQuota?
    /// Counts the answer as unsent, where it is large, as long as anyone holds it.
    public let unsent: UnsentAnswer?

    /// Who called.
    public var actor: Actor { caller.actor }
}
