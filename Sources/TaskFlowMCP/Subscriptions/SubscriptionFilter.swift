internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What a listener asked to hear of, as far as this server can tell it: tools and prompts change with the program alone, so
/// nobody is told of those.
struct SubscriptionFilter: Sendable {
    /// A listener names at most so many resources.
    static let limit = 1_000

    /// Whether to tell that projects come and go, or change their names.
    let hearsOfList: Bool
    /// The resources to tell of, in the caller's order; no address of this server's, no resource.
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

    /// Whether there is anything to tell of a change.
    @Sendable func admits(_ change: Change) -> Bool {
        touched(by: change).contains(where: wanted.contains) || (hearsOfList && change.entityType == .project)
    }

    /// What there is to tell of some changes, each thing once.
    func news(in batch: ChangeBatch) -> (isListChanged: Bool, updated: [ResourceURI]) {
        // More came than was kept: any of it may have changed.
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
