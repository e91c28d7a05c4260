internal import TaskFlowDomain
internal import TaskFlowOperations

/// Finds what a request proves its caller with: the `Authorization` header, else the session cookie.
struct CredentialFinder: Sendable {
    let reader: any CredentialReader
    let sessions: any SessionService
    let cookie: SessionCookie
    let origins: OriginRules

    /// The credential, and the door it says the call came through.
    func find(_ head: RequestHead) async throws(TaskFlowError) -> (Credential, Via) {
        if let authorization = head.authorization {
            // Two headers could be read differently here and by a proxy in front.
            guard head.authorizations == 1 else { throw Authenticator.badCredential }
            // An SSO must not be asked for keys by those who guess.
            let credential =
                head.isHeld
                ? try await reader.credentialFromKnownKeys(authorization: authorization)
                : try await reader.credential(authorization: authorization)
            return (credential, head.client == "cli" ? .cli : .rest)
        }
        let values = cookie.values(in: head)
        guard let first = values.first else { throw Authenticator.noCredential }
        // A browser sends the cookie along with whatever any page asks for.
        if !head.isSafe { try origins.require(head) }
        guard origins.admitsCookie(head) else { throw Authenticator.noCredential }
        // Whose the others are nobody can tell but by asking for them.
        let value = values.count == 1 ? first : try await sessions.live(of: values) ?? first
        return (sessions.credential(cookie: value), .web)
    }

    /// Whether a request carries anything that claims to be a credential.
    func hasCredential(_ head: RequestHead) -> Bool { head.authorization != nil || !cookie.values(in: head).isEmpty }
}
