internal import TaskFlowSchema

/// What a TaskFlow server says of its SSO (RFC 9728).
struct ResourceMetadata: Sendable {
    private static let target = "/.well-known/oauth-protected-resource"

    /// What tokens for the server name as their audience.
    let resource: String
    let authorizationServers: [String]
    let scopes: [String]
    /// As whom `taskflow login` introduces itself.
    let clientID: String?

    /// Asks a server; `nil` when it has no SSO.
    static func of(_ address: ServerAddress) async throws(ClientFailure) -> ResourceMetadata? {
        let request = APIRequest(method: "GET", target: target)
        let response = try await HTTPTransport(address: address).send(request, token: nil)
        if response.status == 404 { return nil }
        guard response.isSuccess else { throw .refused(response.refusal) }
        guard let metadata = ResourceMetadata(try? JSONParser.parse(response.body)) else { return nil }
        try metadata.check(address)
        return metadata
    }

    init?(_ json: JSON?) {
        func texts(_ name: String) -> [String] { json?[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
        authorizationServers = texts("authorization_servers")
        guard !authorizationServers.isEmpty, let resource = json?["resource"]?.stringValue else { return nil }
        self.resource = resource
        scopes = texts("scopes_supported")
        clientID = json?["taskflow_client_id"]?.stringValue
    }

    // RFC 9728 section 3.3. A server that names another one as the resource would be handed a token that is good there.
    private func check(_ address: ServerAddress) throws(ClientFailure) {
        if let named = ServerAddress(resource), address.accepts(keyOf: named) { return }
        throw .refused(
            "\(address.text) says that it is \(resource): set TASKFLOW_URL to that, or its PUBLIC_URL to the other")
    }
}
