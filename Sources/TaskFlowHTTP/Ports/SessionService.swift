package import TaskFlowDomain
package import TaskFlowOperations

/// Opens and closes the sessions of browsers.
package protocol SessionService: Sendable {
    /// Trades a one-time sign-in code for a session; a used or expired one is ``ErrorCode/unauthenticated``.
    func open(code: String) async throws(TaskFlowError) -> OpenedSession
    /// Trades a valid token of the SSO for a session.
    /// - Parameter fromKnownKeys: Whether nothing may be asked of the SSO, for a client that has failed too often of late.
    func open(token: String, fromKnownKeys: Bool) async throws(TaskFlowError) -> OpenedSession
    /// Trades a person's key for a session; an agent's is ``ErrorCode/forbidden``, one that is not good
    /// ``ErrorCode/unauthenticated``.
    func open(key: String) async throws(TaskFlowError) -> OpenedSession
    /// Ends a session; nothing happens when there is none.
    func close(cookie: String) async throws(TaskFlowError)
    /// The first of some cookies that opens a session now; `nil` where none does.
    /// - Parameter cookies: At least one and not many.
    func live(of cookies: [String]) async throws(TaskFlowError) -> String?
    /// The credential a session cookie is.
    func credential(cookie: String) -> Credential
}
