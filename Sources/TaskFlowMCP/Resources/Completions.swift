internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The method `completion/complete`.
struct Completions: Sendable {
    /// The most values of one completion.
    private static let limit = 100

    private let dispatcher: Dispatcher

    init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

    /// The task numbers and slugs that begin with what was typed, of those that the caller may see.
    func complete(_ params: JSONObject, _ caller: MCPCaller) async throws(MCPFailure) -> MethodResult {
        guard let argument = params["argument"]?.objectValue, let name = argument["name"]?.stringValue,
            let begun = argument["value"]?.stringValue
        else { throw .invalidParams("argument must have a name and a value") }
        let kind = try kind(of: name, in: params["ref"])
        switch kind {
        case .task: return try await values(.taskNumber, begun, caller)
        case .project: return try await values(.projectSlug, begun, caller)
        case .freeText: return Self.completion([], hasMore: false)
        }
    }

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

    private func values(
        _ completion: Completion, _ begun: String, _ caller: MCPCaller
    ) async throws(MCPFailure) -> MethodResult {
        do throws(TaskFlowError) {
            let values = try await dispatcher.completions(
                completion, of: begun, limit: Self.limit + 1, for: caller.admittance)
            return Self.completion(values, hasMore: values.count > Self.limit)
        } catch {
            throw MCPFailure(error)
        }
    }

    private static func completion(_ values: [String], hasMore: Bool) -> MethodResult {
        let shown = values.prefix(limit).map { JSON.string($0) }
        return MethodResult(["completion": ["values": .array(Array(shown)), "hasMore": .bool(hasMore)]])
    }
}

/// What an argument's values can be completed to.
enum CompletionKind: Sendable {
    case task
    case project
    case freeText
}
