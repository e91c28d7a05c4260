package import TaskFlowDomain

/// What the doors need to know of an operation. A class, so that a call that asks for it costs one reference and not one for
/// each of its texts.
package final class Spec: Sendable {
    /// The operation's name: `start_task`. OpenAPI's `operationId`.
    package let name: String
    /// The command that it is.
    package let verb: Verb
    /// The tool that it is for agents; `nil` where agents do without.
    package let agent: AgentFace?
    /// The method and path at which it is served.
    package let route: Route
    /// The scope that the caller's credential needs, if any.
    package let scope: Scope?
    /// What a success means.
    package let success: Success
    /// The operation whose path inputs address what this one creates; `nil` where it creates nothing, or nothing that has
    /// an address.
    package let addressedBy: (any Operation.Type)?
    /// A few words for lists of operations.
    package let summary: String
    /// What a caller should know besides.
    package let details: String
    /// The refusals that are the operation's own, beside those every operation has.
    package let errors: [ErrorCode]

    package init(
        name: String, verb: Verb, agent: AgentFace? = nil, route: Route, scope: Scope?, success: Success = .ok,
        addressedBy: (any Operation.Type)? = nil, summary: String, details: String = "", errors: [ErrorCode] = []
    ) {
        self.name = name
        self.verb = verb
        self.agent = agent
        self.route = route
        self.scope = scope
        self.success = success
        self.addressedBy = addressedBy
        self.summary = summary
        self.details = details
        self.errors = errors
    }

    /// What a success means, with the status that says so in HTTP.
    package enum Success: Int, Sendable {
        case ok = 200
        case created = 201
        case noContent = 204
    }
}

/// The command that an operation is: its words, which fields are positional, and shorter names for flags.
package struct Verb: Sendable {
    /// The words after `taskflow`: `["project", "add"]`.
    package let words: [String]
    /// The fields given by position, in order: `["task_id", "percent"]`. The rest are flags.
    package let positional: [String]
    /// What the file is called that the whole body may be read from, given by position: `FILE`; members that are given by flag
    /// go before those in it. `nil` where there is none.
    package let file: String?
    /// Shorter flags for fields: `["project": "project_slug"]`. The field's own name works too.
    package let flags: [String: String]
    /// A command line that shows its use, without `taskflow`.
    package let example: String

    /// A command whose body may be read from a file.
    package init(_ words: String, bodyFrom file: String, flags: [String: String] = [:], example: String) {
        self.words = words.split(separator: " ").map(String.init)
        positional = []
        self.file = file
        self.flags = flags
        self.example = example
    }

    /// - Parameter words: the words with spaces between: `"project add"`.
    package init(_ words: String, _ positional: String..., flags: [String: String] = [:], example: String) {
        self.words = words.split(separator: " ").map(String.init)
        self.positional = positional
        file = nil
        self.flags = flags
        self.example = example
    }
}

/// The method and path of an operation; its path inputs stand in braces: `/api/tasks/{task_id}`.
package struct Route: Sendable, Hashable {
    /// The methods that operations use.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package let method: Method
    package let path: String

    package static func get(_ path: String) -> Route { Route(method: .get, path: path) }
    package static func post(_ path: String) -> Route { Route(method: .post, path: path) }
    package static func patch(_ path: String) -> Route { Route(method: .patch, path: path) }
    package static func delete(_ path: String) -> Route { Route(method: .delete, path: path) }
}
