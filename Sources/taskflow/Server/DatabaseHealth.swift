internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowREST
internal import TaskFlowStorage

/// Tells how the database is doing, and whether the SSO's keys are known.
final class DatabaseHealth: HealthProbe {
    private struct Answer {
        let isReady: Bool
        let until: ContinuousClock.Instant
    }

    private let store: any Database
    private let keys: KeySetSource?
    private let last = Mutex<Answer?>(nil)

    init(_ store: any Database, keys: KeySetSource? = nil) {
        self.store = store
        self.keys = keys
    }

    func database() async throws(TaskFlowError) { _ = try await store.schemaVersion() }

    func isReady() async -> Bool {
        guard keys?.isReady ?? true else { return false }
        return await hasSchema()
    }

    // Probes come often and from several sides; one question a second is enough.
    private func hasSchema() async -> Bool {
        if let answer = last.withLock({ $0 }), ContinuousClock.now < answer.until { return answer.isReady }
        let version = try? await store.schemaVersion()
        let isReady = version == Migration.all.count
        last.withLock { $0 = Answer(isReady: isReady, until: .now + .seconds(1)) }
        return isReady
    }
}
