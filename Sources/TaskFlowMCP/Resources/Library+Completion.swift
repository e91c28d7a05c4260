internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

extension Library {
    /// `completion/complete`: task numbers and slugs that begin as the caller has begun, of those it may see.
    func complete(_ params: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        guard let argument = params["argument"]?.objectValue, let name = argument["name"]?.stringValue,
            let begun = argument["value"]?.stringValue
        else { throw .invalidParams("argument must have a name and a value") }
        let kind = try kind(of: name, in: params["ref"])
        guard caller.actor.scopes.contains(.tasksRead) else { return Self.completion([], hasMore: false) }
        switch kind {
        case .task: return try await tasks(begun, caller)
        case .project: return try await slugs(begun, caller)
        case .freeText: return Self.completion([], hasMore: false)
        }
    }

    /// A completion has at most so many values.
    private static let limit = 100

    /// What an argument of a prompt or a template stands for.
    private func kind(of argument: String, in reference: JSON?) throws(MCPFailure) -> CompletionKind {
        switch (reference?["type"]?.stringValue, argument) {
        case ("ref/resource", "id") where reference?["uri"]?.stringValue == ResourceURI.taskTemplate: return .task
        case ("ref/resource", "slug") where reference?["uri"]?.stringValue == ResourceURI.projectTemplate:
            return .project
        case ("ref/resource", _): throw .invalidParams("There is no such template, or it has no such argument")
        case ("ref/prompt", _):
            let prompt = Prompt.all.first { $0.name == reference?["name"]?.stringValue }
            guard let kind = prompt?.arguments.first(where: { $0.name == argument })?.kind else {
                throw .invalidParams("There is no such prompt, or it has no such argument")
            }
            return kind
        default: throw .invalidParams("ref must be a ref/prompt or a ref/resource")
        }
    }

    private func tasks(_ begun: String, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        var (values, cursor) = ([String](), String?.none)
        // The newest thousand: whoever means an older task knows its number, and types it whole.
        for _ in 0..<10 {
            var query = [(name: "limit", value: "100")]
            if let cursor { query.append((name: "cursor", value: cursor)) }
            let page = try await page(ListTasks.self, query, caller)
            values += page.elements.map { String($0.id.rawValue) }.filter { $0.hasPrefix(begun) }
            guard values.count <= Self.limit, case .cursor(let next)? = page.info.next else { break }
            cursor = next
        }
        return Self.completion(values, hasMore: values.count > Self.limit)
    }

    private func slugs(_ begun: String, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        var (values, cursor) = ([String](), String?.none)
        for _ in 0..<10 {
            let page = try await projects(cursor, caller)
            values += page.elements.map(\.slug.rawValue).filter { $0.hasPrefix(begun) }
            guard values.count <= Self.limit, case .cursor(let next)? = page.info.next else { break }
            cursor = next
        }
        return Self.completion(values, hasMore: values.count > Self.limit)
    }

    private static func completion(_ values: [String], hasMore: Bool) -> MethodResult {
        let shown = values.prefix(limit).map { JSON.string($0) }
        return MethodResult(["completion": ["values": .array(Array(shown)), "hasMore": .bool(hasMore)]])
    }
}

/// What can be completed.
enum CompletionKind: Sendable {
    case task
    case project
    case freeText
}
