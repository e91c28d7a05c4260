package import TaskFlowDomain

/// What became of a call: its answer, and who called.
package struct Performed<Output: OperationOutput>: Sendable {
    package let output: Output
    let caller: Caller
    /// What is left of the caller's calls; `nil` where nobody is held to a number.
    package let quota: CallQuota?
    /// Counts the answer as unsent, where it is large, as long as anyone holds it.
    package let unsent: UnsentAnswer?

    /// Who called.
    package var actor: Actor { caller.actor }
}
