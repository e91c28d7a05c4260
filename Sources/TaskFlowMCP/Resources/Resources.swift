internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The methods `resources/…`: what operations answer, by address, whole and uncut.
struct Resources: Sendable {
    private let dispatcher: Dispatcher

    init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

    /// `resources/list`: the caller, and the projects it belongs to. Tasks are too many to list; they have a template.
    func list(_ params: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        let cursor = try cursor(in: params)
        // A key without tasks:read sees the caller alone.
        let mayRead = caller.actor.scopes.contains(.tasksRead)
        let page = mayRead ? try await projects(cursor, caller) : nil
        var resources = cursor == nil ? [ResourceDescription.me] : []
        resources += page?.elements.map(ResourceDescription.of) ?? []
        var members: JSONObject = ["resources": .array(resources)]
        if case .cursor(let next)? = page?.info.next { members["nextCursor"] = .string(next) }
        return MethodResult(members, caching: MethodResult.Caching.none)
    }

    /// `resources/templates/list`.
    func templates(_ params: JSONObject) throws(MCPFailure) -> MethodResult {
        try params.requireNoCursor()
        return MethodResult(["resourceTemplates": .array(ResourceDescription.templates)], caching: .program)
    }

    /// `resources/read`: what the caller may not see is not found.
    func read(_ params: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        guard let text = params["uri"]?.stringValue else { throw .invalidParams("uri must be a string") }
        guard let uri = ResourceURI(text) else { throw missing(text) }
        let body: [UInt8]
        do throws(TaskFlowError) { body = try await self.body(of: uri, caller) } catch {
            throw error.code == .notFound ? missing(text) : MCPFailure(error)
        }
        let contents: JSON = [
            "uri": .string(text), "mimeType": "application/json",
            "text": .string(String(decoding: body, as: UTF8.self)),
        ]
        return MethodResult(["contents": [contents]], caching: MethodResult.Caching.none)
    }

    private func body(of uri: ResourceURI, _ caller: MCPCaller) async throws(TaskFlowError) -> [UInt8] {
        switch uri {
        case .task(let id): try await body(GetTask.self, ["task_id": String(id.rawValue)], caller)
        case .project(let slug): try await body(GetProject.self, ["slug": slug.rawValue], caller)
        case .me: try await body(WhoAmI.self, [:], caller)
        }
    }

    private func body<O: Operation>(
        _ operation: O.Type, _ path: KeyValuePairs<String, String>, _ caller: MCPCaller
    ) async throws(TaskFlowError) -> [UInt8] {
        let arguments = Arguments(path: path.map { (name: $0.key, value: $0.value) })
        let performed = try await dispatcher.perform(operation, arguments, for: caller.admittance)
        var writer = JSONWriter()
        performed.output.write(to: &writer)
        return writer.bytes
    }

    /// A page of the projects that the caller belongs to.
    private func projects(_ cursor: String?, _ caller: MCPCaller) async throws(MCPFailure) -> Page<Project> {
        var query = [(name: "limit", value: "100")]
        if let cursor { query.append((name: "cursor", value: cursor)) }
        do throws(TaskFlowError) {
            return try await dispatcher.perform(ListProjects.self, Arguments(query: query), for: caller.admittance)
                .output
        } catch {
            throw MCPFailure(error)
        }
    }

    private func cursor(in params: JSONObject) throws(MCPFailure) -> String? {
        switch params["cursor"] {
        case nil, .null?: return nil
        case .string(let cursor)?: return cursor
        default: throw .invalidParams("cursor must be a string")
        }
    }

    private func missing(_ uri: String) -> MCPFailure {
        let shown = String(uri.unicodeScalars.prefix(300))
        return .rpc(RPCError(.invalidParams, "Resource not found", data: ["uri": .string(shown)]))
    }
}

/// Resources and templates as the lists show them.
private enum ResourceDescription {
    static let me: JSON = [
        "uri": "taskflow://me", "name": "me", "title": "Who I am here",
        "description":
            "The calling worker, its role and scopes; who listens to it hears of tasks given to it or taken from it too",
        "mimeType": "application/json",
    ]

    static func of(_ project: Project) -> JSON {
        let uri = ResourceURI.project(project.slug).text
        return [
            "uri": .string(uri), "name": .string(project.slug.rawValue), "title": .string(project.name.rawValue),
            "mimeType": "application/json",
        ]
    }

    static let templates: [JSON] = [
        [
            "uriTemplate": .string(ResourceURI.taskTemplate), "name": "task", "title": "A task",
            "description": "One task with its whole description, by its number", "mimeType": "application/json",
        ],
        [
            "uriTemplate": .string(ResourceURI.projectTemplate), "name": "project", "title": "A project",
            "description": "One project, by its slug; who listens to it hears of its tasks too",
            "mimeType": "application/json",
        ],
    ]
}
