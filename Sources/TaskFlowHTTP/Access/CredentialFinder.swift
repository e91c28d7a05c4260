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
            let token = try bearer(authorization, count: head.authorizations)
            return (try await reader.credential(bearer: token), head.client == "cli" ? .cli : .rest)
        }
        guard let value = cookie.value(in: head) else { throw Authenticator.noCredential }
        // A browser sends the cookie along with whatever any page asks for.
        if !head.isSafe { try origins.require(head) }
        return (sessions.credential(cookie: value), .web)
    }

    /// Whether a request carries anything that claims to be a credential.
    func hasCredential(_ head: RequestHead) -> Bool { head.authorization != nil || cookie.value(in: head) != nil }

    private func bearer(_ authorization: String, count: Int) throws(TaskFlowError) -> String {
        let parts = authorization.utf8.split(separator: UInt8(ascii: " "))
        guard count == 1, parts.count == 2, isBearer(parts[0]) else { throw Authenticator.badCredential }
        return String(Substring(parts[1]))
    }

    private func isBearer(_ scheme: Substring.UTF8View) -> Bool {
        scheme.count == 6 && zip(scheme, "bearer".utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}
