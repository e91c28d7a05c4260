package import TaskFlowDomain

/// What the doors need to know of an operation.
package struct Spec: Sendable {
    /// The operation's name: `start_task`. OpenAPI's `operationId`.
    package let name: String
    /// The MCP tool that it is, when it is one.
    package let tool: String?
    /// The command that it is.
    package let verb: Verb
    package let route: Route
    /// The scope that the caller's credential needs, if any.
    package let scope: Scope?
    /// The status of a successful answer.
    package let success: Success
    /// A few words for lists of operations.
    package let summary: String
    /// What a caller should know besides.
    package let details: String
    /// The refusals that are the operation's own, beside those every operation has.
    package let errors: [ErrorCode]

    package init(
        name: String, tool: String? = nil, verb: Verb, route: Route, scope: Scope?, success: Success = .ok,
        summary: String, details: String = "", errors: [ErrorCode] = []
    ) {
        self.name = name
        self.tool = tool
        self.verb = verb
        self.route = route
        self.scope = scope
        self.success = success
        self.summary = summary
        self.details = details
        self.errors = errors
    }

    /// How a success is told over HTTP.
    package enum Success: Int, Sendable {
        case ok = 200
        case created = 201
        case noContent = 204
    }

    /// Whether the operation only reads.
    package var isRead: Bool { route.method == .get }
}
