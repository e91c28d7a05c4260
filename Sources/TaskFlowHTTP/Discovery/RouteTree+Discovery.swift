internal import HTTPTypes

extension RouteTree {
    /// Adds what OAuth clients ask for before they have a token. With local sign-in there is nothing to tell: the document
    /// must name an authorization server, there is none, and a 404 is how a client learns that.
    mutating func addDiscovery(_ door: DoorParts) {
        guard let resource = door.resource else { return }
        for (path, suffix) in [(ProtectedResource.path, ""), (ProtectedResource.mcpPath, "/mcp")] {
            add(.get, path, StaticContent(resource.document(suffix), type: "application/json"))
        }
    }
}
