internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowOperations
internal import TaskFlowREST
internal import TaskFlowStorage

/// Opens and closes browsers' sessions for the REST door.
struct BrowserSessions: SessionService {
    let sessions: Sessions
    let database: any Database
    let authenticator: Authenticator
    let verifier: TokenVerifier?

    func open(code: String) async throws(TaskFlowError) -> OpenedSession { try await sessions.open(code: code) }

    func open(token: String, fromKnownKeys: Bool) async throws(TaskFlowError) -> OpenedSession {
        guard let verifier else {
            throw TaskFlowError(
                .unauthenticated, "This server has no SSO: sign in with the link that its start printed")
        }
        return try await open(try await verifier.person(token, fetchesKeys: !fromKnownKeys))
    }

    /// Opens a session for a person whom the SSO vouches for, who is registered where that is needed.
    func open(_ person: VerifiedPerson) async throws(TaskFlowError) -> OpenedSession {
        let origin = Origin(via: .web, requestID: UUID().uuidString.lowercased())
        try await authenticator.admit(.person(person), origin, in: database)
        return try await sessions.open(person)
    }

    func open(key: String) async throws(TaskFlowError) -> OpenedSession { try await sessions.open(key: key) }

    func close(cookie: String) async throws(TaskFlowError) { try await sessions.close(cookie) }

    func live(of cookies: [String]) async throws(TaskFlowError) -> String? { try await sessions.live(of: cookies) }

    func credential(cookie: String) -> Credential { .session(hash: Secret.hash(of: cookie)) }
}
