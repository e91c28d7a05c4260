internal import TaskFlowDomain
internal import TaskFlowSchema

/// What this server tells OAuth clients of itself: protected resource metadata (RFC 9728).
package struct ProtectedResource: Sendable {
    /// Where the metadata of the server as a whole is.
    package static let path = "/.well-known/oauth-protected-resource"
    /// Where the metadata of `/mcp` is.
    package static let mcpPath = path + "/mcp"

    private let settings: HTTPSettings
    private let address: PublicAddress

    /// `nil` without an SSO: the metadata must name who issues tokens, and there nobody does.
    init?(_ settings: HTTPSettings) {
        guard !settings.authorizationServers.isEmpty else { return nil }
        self.settings = settings
        address = PublicAddress(settings.publicURL)
    }

    /// Where the metadata that hold for a request's path are to be found.
    ///
    /// Behind a proxy that serves under a path, that path stands first: RFC 9728 would have it last, but nothing of the host's
    /// other paths comes here, and the challenge tells clients the address in so many words.
    func url(for path: Substring) -> String {
        let isMCP = path == "/mcp" || path.hasPrefix("/mcp/")
        return address.url(of: isMCP ? Self.mcpPath : Self.path)
    }

    /// The document.
    /// - Parameter path: What the resource's identifier ends in: nothing, or `/mcp`. Tokens name it as their audience.
    package func document(_ path: String) -> [UInt8] {
        JSON.object([
            "resource": .string(identifier + path),
            "resource_name": "TaskFlow",
            "authorization_servers": .array(settings.authorizationServers.map { .string($0) }),
            "scopes_supported": .array(Scope.allCases.map { .string($0.rawValue) }),
            "bearer_methods_supported": ["header"],
            "resource_documentation": .string(address.url(of: "/docs")),
            // Not of RFC 9728, which allows more members: as whom `taskflow login` introduces itself.
            "taskflow_client_id": .string(settings.clientID),
        ]).bytes
    }

    private var identifier: String {
        settings.publicURL.hasSuffix("/") ? String(settings.publicURL.dropLast()) : settings.publicURL
    }
}
