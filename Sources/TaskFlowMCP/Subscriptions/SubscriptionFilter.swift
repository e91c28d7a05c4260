internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What a listener asked to hear of, as far as this server can tell it. Tools and prompts change with the program alone, so
/// nobody is notified of those.
struct SubscriptionFilter: Sendable {
    /// The most resources that one listener may name.
    static let limit = 1_000

    /// Whether to notify when projects come, go or change their names.
    let hearsOfList: Bool
    /// The resources to notify of, in the caller's order. Addresses that are not this server's are left out.
    let resources: [ResourceURI]
    private let wanted: Set<ResourceURI>
    private let listener: WorkerID

    init(_ params: JSONObject, for listener: WorkerID) throws(MCPFailure) {
        guard let asked = params["notifications"]?.objectValue else {
            throw .invalidParams("notifications must be an object")
        }
        for flag in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
            guard [nil, .null, true, false].contains(asked[flag]) else {
                throw .invalidParams("notifications.\(flag) must be true or false")
            }
        }
        hearsOfList = asked["resourcesListChanged"] == true
        resources = try Self.resources(in: asked["resourceSubscriptions"])
        wanted = Set(resources)
        self.listener = listener
    }

    /// What is honoured, as the acknowledgement says it.
    var json: JSON {
        var honoured = JSONObject()
        if hearsOfList { honoured["resourcesListChanged"] = true }
        if !resources.isEmpty { honoured["resourceSubscriptions"] = .array(resources.map { .string($0.text) }) }
        return .object(honoured)
    }

    /// Whether a change is one to notify of.
    @Sendable func admits(_ change: Change) -> Bool {
        touched(by: change).contains(where: wanted.contains) || (hearsOfList && change.entityType == .project)
    }

    /// What to notify of for a batch of changes, each thing once.
    func news(in batch: ChangeBatch) -> (isListChanged: Bool, updated: [ResourceURI]) {
        // Some changes were dropped, so anything may have changed.
        guard batch.isComplete else { return (hearsOfList, resources) }
        let touched = Set(batch.changes.flatMap(touched))
        let isListChanged = hearsOfList && batch.changes.contains { $0.entityType == .project }
        return (isListChanged, resources.filter(touched.contains))
    }

    /// The resources that look different after a change. A project's tasks are a part of it: who listens to the project hears
    /// of them. What a worker holds is a part of the worker.
    private func touched(by change: Change) -> [ResourceURI] {
        var touched: [ResourceURI] = []
        if let task = change.taskID { touched.append(.task(task)) }
        if let project = change.projectSlug { touched.append(.project(project)) }
        let isOwn = change.entityType == .worker && change.entityID == listener.rawValue
        if isOwn || change.holders.contains(listener) { touched.append(.me) }
        return touched
    }

    private static func resources(in list: JSON?) throws(MCPFailure) -> [ResourceURI] {
        guard let list, list != .null else { return [] }
        guard let texts = list.arrayValue, texts.allSatisfy({ $0.stringValue != nil }) else {
            throw .invalidParams("notifications.resourceSubscriptions must be a list of strings")
        }
        guard texts.count <= limit else { throw .invalidParams("One listener names at most \(limit) resources") }
        var seen: Set<ResourceURI> = []
        return texts.compactMap { $0.stringValue.flatMap(ResourceURI.init) }.filter { seen.insert($0).inserted }
    }
}
