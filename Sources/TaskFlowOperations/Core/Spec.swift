public import TaskFlowDomain

/// What the doors need to know of an operation.
public struct Spec: Sendable {
    /// The operation's name: `start_task`. OpenAPI's `operationId`.
    public let name: String
    /// The MCP tool that it is, when it is one.
    public let tool: String?
    /// The command that it is.
    public let verb: Verb
    public let route: Route
    /// The scope that the caller's credential needs, if any.
    public let scope: Scope?
    /// The status of a successful answer.
    public let success: Success
    /// A few words for lists of operations.
    public let summary: String
    /// What a caller should know besides.
    public let details: String
    /// The refusals that are the operation's own, beside those every operation has.
    public let errors: [ErrorCode]

    public init(
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
    public enum Success: Int, Sendable {
        case ok = 200
        case created = 201
        case noContent = 204
    }

    /// Whether the operation only reads.
    public var isRead: Bool { route.method == .get }
}
