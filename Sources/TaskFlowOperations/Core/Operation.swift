package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Something a caller can do. It is declared once, as a ``Query`` or a ``Command``; REST routes, OpenAPI, MCP tools and
/// CLI verbs are made from the declaration.
///
/// `run` is one unit of work: it decides what the actor may do, changes the database and writes the audit row, or throws
/// and has changed nothing. It may be run again, so it touches the database and nothing else.
package protocol Operation: SendableMetatype {
    associatedtype Input: Described
    associatedtype Output: OperationOutput

    /// What the doors need to know of the operation.
    static var spec: Spec { get }
    /// The kind of transaction that `run` needs. ``Query`` and ``Command`` supply it.
    static var access: Access { get }
    /// Whether a caller may send an idempotency key: with each ``Command`` that does not say otherwise.
    static var takesKey: Bool { get }

    /// Whether a call may wait for a better answer, so that a client may be gone before it comes.
    static var mayWait: Bool { get }
    /// How long a caller wants to wait for a better answer than this one; `nil` where the answer stands.
    static func patience(_ input: Input, _ output: Output) -> Duration?

    /// Does the work, or throws the refusal.
    static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output
}

extension Operation {
    package static var mayWait: Bool { false }
    package static func patience(_ input: Input, _ output: Output) -> Duration? { nil }
}

/// The kind of transaction that a unit of work needs.
package enum Access: Sendable {
    case read
    case write
}

/// An operation that only reads: it runs in a read transaction, and repeating it changes nothing.
package protocol Query: Operation {}

extension Query {
    package static var access: Access { .read }
    package static var takesKey: Bool { false }
}

/// An operation that writes: it runs in a write transaction, and its answer can be stored and sent again.
package protocol Command: Operation where Output: CommandOutput {}

extension Command {
    package static var access: Access { .write }
    package static var takesKey: Bool { true }
}
