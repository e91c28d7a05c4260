internal import Logging
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowIdentity
internal import TaskFlowOperations

/// What the server needs to believe an SSO's tokens.
struct SingleSignOn: Sendable {
    let keys: KeySetSource
    let verifier: TokenVerifier
    let webFlow: WebFlow

    /// `nil` where sign-in is local.
    init?(_ configuration: ServerConfiguration, logger: Logger) {
        guard let address = configuration.keySetAddress else { return nil }
        keys = KeySetSource(address: address, logger: logger)
        let rules = TokenRules(issuers: configuration.issuers, audiences: configuration.audiences)
        verifier = TokenVerifier(rules: rules, keys: keys)
        // Its tokens are for the callback alone: the client is none of the audiences above.
        let client = WebClient(
            id: configuration.signIn.webClientID, redirectURL: configuration.publicURL + "/auth/callback",
            issuers: configuration.issuers)
        let directory = ProviderDirectory(places: configuration.discoveryURLs, issuers: configuration.issuers)
        webFlow = WebFlow(client, directory: directory, keys: keys)
    }
}

/// Reads `Authorization` headers for the doors: keys always, the SSO's tokens where there is an SSO.
struct BearerReader: CredentialReader {
    let verifier: TokenVerifier?

    func credential(authorization header: String) async throws(TaskFlowError) -> Credential {
        try await read(header, fetchesKeys: true)
    }

    func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential {
        try await read(header, fetchesKeys: false)
    }

    private func read(_ header: String, fetchesKeys: Bool) async throws(TaskFlowError) -> Credential {
        switch try BearerToken(header) {
        case .key(let key): return .key(hash: Secret.hash(of: key))
        case .token(let token):
            guard let verifier else { throw .badCredential }
            return .person(try await verifier.person(token, fetchesKeys: fetchesKeys))
        }
    }
}
