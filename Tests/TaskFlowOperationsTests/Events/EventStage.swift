import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// A crew, and a feed of events that runs as on a server.
struct EventStage: Sendable {
    let crew: Crew
    let feed: EventFeed

    /// Opens a listening as a client's request does.
    func hearing(
        _ member: CrewMember, _ request: JSONObject = [:], lastEventID: String? = nil
    ) async throws -> EventHearing {
        EventHearing(try await subscription(member, request, lastEventID: lastEventID))
    }

    func subscription(
        _ member: CrewMember, _ request: JSONObject = [:], lastEventID: String? = nil
    ) async throws -> EventSubscription {
        let credential = try #require(member.credential)
        var issues = Issues()
        let request = try #require(EventRequest.schema.decode(request, into: &issues), "\(issues.all)")
        return try await feed.open(
            request, lastEventID: lastEventID, as: credential, origin: Origin(via: .rest, requestID: "listen"))
    }

    func refusal(
        _ member: CrewMember, _ request: JSONObject = [:], lastEventID: String? = nil
    ) async throws -> TaskFlowError? {
        do { _ = try await hearing(member, request, lastEventID: lastEventID) } catch let error as TaskFlowError {
            return error
        }
        return nil
    }
}

/// Runs a test beside a running feed; `listen` makes a hearing collect what comes.
func withEvents(
    _ engine: Engine, _ body: (EventStage, _ listen: (EventHearing) -> Void) async throws -> Void
) async throws {
    try await withCrew(engine) { crew in try await withServer(of: crew, body) }
}

/// A server's feed over a crew's database, which other servers may share.
func withServer(
    of crew: Crew, _ body: (EventStage, _ listen: (EventHearing) -> Void) async throws -> Void
) async throws {
    let authenticator = Authenticator(mode: .local, activity: NobodyNotes())
    let follower = AuditFollower(database: crew.database)
    await follower.getReady()
    let feed = EventFeed(database: crew.database, authenticator: authenticator, follower: follower)
    try await withThrowingTaskGroup { group in
        group.addTask { try await follower.run() }
        try await body(EventStage(crew: crew, feed: feed)) { hearing in group.addTask { await hearing.listen() } }
        group.cancelAll()
    }
}

/// Runs a test with a crew whose calls may wait for events.
func withWaits(_ engine: Engine, _ body: (EventStage) async throws -> Void) async throws {
    try await withCrew(engine) { crew in
        let follower = AuditFollower(database: crew.database)
        await follower.getReady()
        let stage = try await EventStage(waitingIn: crew, follower)
        try await withThrowingTaskGroup { group in
            group.addTask { try await follower.run() }
            try await body(stage)
            group.cancelAll()
        }
    }
}

extension EventStage {
    /// A crew on the database of another one, whose calls wait for what a follower reads.
    init(waitingIn crew: Crew, _ follower: AuditFollower) async throws {
        let authenticator = Authenticator(mode: .local, activity: NobodyNotes())
        feed = EventFeed(database: crew.database, authenticator: authenticator, follower: follower)
        self.crew = try await Crew(on: crew.database, events: feed)
    }

    /// Until so many wait, and have looked at what was there before.
    func waits(_ count: Int) async throws {
        for _ in 0..<20_000 where feed.count < count { try await Task.sleep(for: .milliseconds(1)) }
        #expect(feed.count >= count)
        try await Task.sleep(for: .milliseconds(50))
    }
}

extension CrewMember {
    /// What a wait for events is answered.
    func wait(_ input: JSONObject = [:]) async throws -> JSON {
        var writer = JSONWriter()
        try await call(WaitForChanges.self, input).write(to: &writer)
        return try JSONParser.parse(writer.bytes)
    }
}

extension JSON {
    /// The numbers of the events in a wait's answer.
    var ids: [Int] { self["events"]?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? [] }
    /// What happened to what.
    var told: [String] {
        self["events"]?.arrayValue?.map { "\($0["action"]?.stringValue ?? "") \($0["entity_id"]?.stringValue ?? "")" }
            ?? []
    }
}

extension Crew {
    /// Writes an audit row in a transaction that stays open for a while behind it.
    func write(held seconds: String, commits: Bool) async throws {
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute(
                """
                INSERT INTO audit_log (tenant_id, entity_type, entity_id, actor_id, actor_type, action, via, request_id, \
                timestamp, context) VALUES ('default', 'task', '0', '@ana', 'human', 'updated', 'rest', 'held', 0, '{}')
                """)
            if tx.dialect == .postgres {
                _ = try tx.all("SELECT 1 FROM (SELECT pg_sleep(\(seconds)::float8)) AS pause") { $0.integer(0) }
            }
            if !commits { throw .internal("given up") }
        }
    }

    /// The end of the log now.
    func cursor() async throws -> EventCursor {
        try await database.read { tx throws(TaskFlowError) in try EventCursor.current(in: tx) }
    }
}

private struct NobodyNotes: ActivitySink {
    func note(_ use: CredentialUse) {}
}

/// A listening whose signals are collected as they come.
final class EventHearing: Sendable {
    private struct State {
        var events: [JSON] = []
        var others: [String] = []
        var cursor: String?
        var isEnded = false
        var idleCount = 0
        var largest = 0
    }

    private let subscription: EventSubscription
    private let state = Mutex(State())

    init(_ subscription: EventSubscription) { self.subscription = subscription }

    var events: [JSON] { state.withLock { $0.events } }
    /// The numbers of the audit entries.
    var ids: [Int] { events.compactMap { $0["id"]?.integerValue } }
    var told: [String] { events.map { "\($0["action"]?.stringValue ?? "") \($0["entity_id"]?.stringValue ?? "")" } }
    /// The signals that are no events, by name.
    var others: [String] { state.withLock { $0.others } }
    /// The cursor that a client would send when it connects again.
    var cursor: String? { state.withLock { $0.cursor } }
    /// How often it was told that it is somewhere, and nothing happened on the way.
    var idleCount: Int { state.withLock { $0.idleCount } }
    var isEnded: Bool { state.withLock { $0.isEnded } }
    /// The most bytes that came in one batch.
    var largest: Int { state.withLock { $0.largest } }

    func listen() async {
        try? await subscription.run { signal in take(signal) }
        state.withLock { $0.isEnded = true }
    }

    func hears(count: Int) async throws {
        for _ in 0..<20_000 where events.count < count { try await Task.sleep(for: .milliseconds(1)) }
        #expect(events.count >= count, "heard only \(ids)")
    }

    func hears(_ word: String) async throws {
        for _ in 0..<20_000 where !others.contains(word) { try await Task.sleep(for: .milliseconds(1)) }
        #expect(others.contains(word))
    }

    private func take(_ signal: EventSignal) {
        state.withLock { state in
            switch signal {
            case .begun(let cursor): (state.cursor, state.others) = (cursor.description, state.others + ["begun"])
            case .idle(let cursor): (state.cursor, state.idleCount) = (cursor.description, state.idleCount + 1)
            case .reset(let cursor): (state.cursor, state.others) = (cursor.description, state.others + ["reset"])
            case .expired: state.others.append("expired")
            case .sight(let cursor): (state.cursor, state.others) = (cursor.description, state.others + ["sight"])
            case .behind: state.others.append("behind")
            case .events(let batch):
                state.cursor = batch.through.description
                state.largest = max(state.largest, batch.items.reduce(0) { $0 + $1.json.count })
                state.events += batch.items.compactMap { try? JSONParser.parse($0.json) }
            }
        }
    }
}
