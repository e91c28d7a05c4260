package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Something a caller can do. Declared once: REST routes, OpenAPI, MCP tools and CLI verbs are made from the declaration.
///
/// `run` is one unit of work: it decides what the actor may do, changes the database and writes the audit row, or throws
/// and has changed nothing. It may be run again, so it touches the database and nothing else.
package protocol Operation: SendableMetatype {
    associatedtype Input: Described
    associatedtype Output: OperationOutput

    static var spec: Spec { get }

    static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output
}
