internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowIdentity
internal import TaskFlowOperations

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
