internal import TaskFlowSchema

/// What a listener asked to hear of, as far as this server can tell it: tools and prompts change with the program alone, so
/// nobody is told of those.
struct SubscriptionFilter: Sendable, Equatable {
    /// A listener names at most so many resources.
    static let limit = 1_000

    let listChanged: Bool
    /// The addresses as the caller wrote them; those of nothing that could be here are never told of.
    let uris: [String]

    init(_ params: JSONObject) throws(MCPFailure) {
        guard let asked = params["notifications"]?.objectValue else {
            throw .invalidParams("notifications must be an object")
        }
        for flag in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
            guard [nil, .null, true, false].contains(asked[flag]) else {
                throw .invalidParams("notifications.\(flag) must be true or false")
            }
        }
        listChanged = asked["resourcesListChanged"] == true
        uris = try Self.uris(in: asked["resourceSubscriptions"])
    }

    /// What is honoured, as the acknowledgement says it.
    var json: JSON {
        var honoured = JSONObject()
        if listChanged { honoured["resourcesListChanged"] = true }
        if !uris.isEmpty { honoured["resourceSubscriptions"] = .array(uris.map { .string($0) }) }
        return .object(honoured)
    }

    func admits(_ change: ResourceChange) -> Bool {
        switch change {
        case .listChanged: listChanged
        case .updated(let uri): uris.contains(uri.text)
        }
    }

    private static func uris(in list: JSON?) throws(MCPFailure) -> [String] {
        guard let list, list != .null else { return [] }
        guard let uris = list.arrayValue, uris.allSatisfy({ $0.stringValue != nil }) else {
            throw .invalidParams("notifications.resourceSubscriptions must be a list of strings")
        }
        guard uris.count <= limit else { throw .invalidParams("One listener names at most \(limit) resources") }
        // What is no address of this server's is not honoured, and so not acknowledged.
        return uris.compactMap(\.stringValue).filter { ResourceURI($0) != nil }
    }
}
