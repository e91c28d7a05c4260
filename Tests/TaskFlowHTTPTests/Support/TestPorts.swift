import Synchronization
import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowIdentity
import TaskFlowOperations
import TaskFlowREST

/// Keys, as the program reads them.
final class TestCredentials: CredentialReader {
    private let held = Mutex(0)

    /// How many credentials were read for clients that had failed too often.
    var heldCount: Int { held.withLock { $0 } }

    func credential(authorization header: String) async throws(TaskFlowError) -> Credential {
        .key(hash: Secret.hash(of: try BearerToken.key(in: header)))
    }

    func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential {
        held.withLock { $0 += 1 }
        return .key(hash: Secret.hash(of: try BearerToken.key(in: header)))
    }
}

/// The program's own sessions, without an SSO.
struct TestSessions: SessionService {
    let sessions: Sessions

    func open(code: String) async throws(TaskFlowError) -> OpenedSession { try await sessions.open(code: code) }
    func open(token: String, fromKnownKeys: Bool) async throws(TaskFlowError) -> OpenedSession {
        throw Authenticator.badCredential
    }
    func open(key: String) async throws(TaskFlowError) -> OpenedSession { try await sessions.open(key: key) }
    func close(cookie: String) async throws(TaskFlowError) { try await sessions.close(cookie) }
    func live(of cookies: [String]) async throws(TaskFlowError) -> String? { try await sessions.live(of: cookies) }
    func credential(cookie: String) -> Credential { .session(hash: Secret.hash(of: cookie)) }
}

/// Nobody writes down who called.
struct NoActivity: ActivitySink {
    func note(_ use: CredentialUse) {}
}

/// A database that is well or not, as a test says.
final class FakeHealth: HealthProbe {
    private let isWell = Mutex(true)

    func fail() { isWell.withLock { $0 = false } }
    func isReady() async -> Bool { isWell.withLock { $0 } }

    func database() async throws(TaskFlowError) {
        if isWell.withLock({ $0 }) { return }
        throw .unavailable("it does not answer", cause: "disk I/O error at /var/lib/secret.db")
    }
}
