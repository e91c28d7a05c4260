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

    /// How many bytes the body of a call may have, where that is not what the server allows all; `nil` as a rule.
    static var bodyBytes: Int? { get }
    /// Whether one call at a time is done in a tenant; another one meanwhile is refused: 409.
    static var isAloneInTenant: Bool { get }

    /// The field that says for how many seconds a call may wait for a better answer; `nil` where none waits.
    static var waitField: String? { get }
    /// How long a caller wants to wait for a better answer than this one; `nil` where the answer stands. Zero where ``wait(_:)``
    /// has something to do all the same.
    static func patience(_ input: Input, _ output: Output) -> Duration?
    /// Waits for a better answer, outside any transaction: as a rule by looking again, in turn with others, whenever something
    /// has changed.
    ///
    /// - Returns: `nil` when the time is over, or the server stops: then the first answer stands.
    static func wait(_ call: WaitingCall<Self>) async throws(TaskFlowError) -> Performed<Output>?

    /// Does the work, or throws the refusal.
    static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output
}

extension Operation {
    package static var bodyBytes: Int? { nil }
    package static var isAloneInTenant: Bool { false }
    package static var waitField: String? { nil }
    package static func patience(_ input: Input, _ output: Output) -> Duration? { nil }
    package static func wait(_ call: WaitingCall<Self>) async throws(TaskFlowError) -> Performed<Output>? {
        guard let line = call.places.line else { return nil }
        return try await line.wait(as: call.first.actor, for: call.patience, call.look)
    }

    /// Whether a call may wait, so that a client may be gone before its answer comes.
    package static var mayWait: Bool { waitField != nil }
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
