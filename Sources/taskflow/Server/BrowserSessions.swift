internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowOperations

/// Opens and closes browsers' sessions for the REST door.
struct BrowserSessions: SessionService {
    let sessions: Sessions

    func open(code: String) async throws(TaskFlowError) -> OpenedSession { try await sessions.open(code: code) }

    func open(token: String) async throws(TaskFlowError) -> OpenedSession {
        throw TaskFlowError(.unauthenticated, "This server has no SSO: sign in with the link that its start printed")
    }

    func close(cookie: String) async throws(TaskFlowError) { try await sessions.close(cookie) }

    func credential(cookie: String) -> Credential { .session(hash: Secret.hash(of: cookie)) }
}
