internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The resources: what the operations tell of, by address, whole and uncut.
struct Library: Sendable {
    let dispatcher: Dispatcher

    /// `resources/list`: the caller, and the projects it belongs to. Tasks are too many to list; they have a template.
    func list(_ params: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        let cursor = try cursor(in: params)
        // A key without the right to read tasks sees itself and no more.
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

    /// `resources/read`: what the caller may not see is not there.
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
        let performed = try await dispatcher.perform(
            operation, arguments, for: caller.admittance)
        var writer = JSONWriter()
        performed.output.write(to: &writer)
        return writer.bytes
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

extension Library {
    /// A page of the caller's projects.
    func projects(_ cursor: String?, _ caller: MCPCaller) async throws(MCPFailure) -> Page<Project> {
        var query = [(name: "limit", value: "100")]
        if let cursor { query.append((name: "cursor", value: cursor)) }
        return try await page(ListProjects.self, query, caller)
    }

    /// A page of a list that an operation answers.
    func page<O: Operation>(
        _ operation: O.Type, _ query: [(name: String, value: String)], _ caller: MCPCaller
    ) async throws(MCPFailure) -> O.Output {
        do throws(TaskFlowError) {
            return try await dispatcher.perform(
                operation, Arguments(query: query), for: caller.admittance
            ).output
        } catch {
            throw MCPFailure(error)
        }
    }
}
