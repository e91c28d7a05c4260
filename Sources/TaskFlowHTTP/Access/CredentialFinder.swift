package import TaskFlowDomain

/// Finds what a request proves its caller with: the `Authorization` header, else the session cookie.
package struct CredentialFinder: Sendable {
    let reader: any CredentialReader
    let sessions: any SessionReader
    let cookie: BrowserCookie
    let origins: OriginRules

    /// The credential, and the door it says the call came through.
    package func find(_ head: RequestHead) async throws(TaskFlowError) -> (Credential, Via) {
        if let authorization = head.authorization {
            // Two headers could be read differently here and by a proxy in front.
            guard head.authorizations == 1 else { throw TaskFlowError.badCredential }
            // An SSO must not be asked for keys by those who guess.
            let credential =
                head.isHeld
                ? try await reader.credentialFromKnownKeys(authorization: authorization)
                : try await reader.credential(authorization: authorization)
            return (credential, head.client == "cli" ? .cli : .rest)
        }
        let values = cookie.values(in: head)
        guard let first = values.first else { throw TaskFlowError.noCredential }
        // A browser sends the cookie along with whatever any page asks for.
        if !head.isSafe { try origins.require(head) }
        guard origins.admitsCookie(head) else { throw TaskFlowError.noCredential }
        // Whose the others are nobody can tell but by asking for them.
        let value = values.count == 1 ? first : try await sessions.live(of: values) ?? first
        return (sessions.credential(cookie: value), .web)
    }

    /// Whether a request carries anything that claims to be a credential.
    func hasCredential(_ head: RequestHead) -> Bool { head.authorization != nil || !cookie.values(in: head).isEmpty }
}

/// Turns what an `Authorization` header carries into the credential it is.
package protocol CredentialReader: Sendable {
    /// The credential in the value of the one `Authorization` header, scheme included; another scheme, or anything else
    /// that is wrong with it, is ``ErrorCode/unauthenticated``.
    func credential(authorization header: String) async throws(TaskFlowError) -> Credential

    /// The same for a client that has failed too often of late: nothing is asked of anyone outside on its account. A token
    /// whose key is not known here is ``ErrorCode/unauthenticated``.
    func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential
}

extension CredentialReader {
    /// Readers that ask nobody outside have no more to do.
    package func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential {
        try await credential(authorization: header)
    }
}

/// Tells what the cookies of browsers' sessions are.
package protocol SessionReader: Sendable {
    /// The first of some cookies that opens a session now; `nil` where none does.
    /// - Parameter cookies: At least one and not many.
    func live(of cookies: [String]) async throws(TaskFlowError) -> String?

    /// The credential that a session cookie is.
    func credential(cookie: String) -> Credential
}
