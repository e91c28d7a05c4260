import Logging
import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A subscription whose batches are collected as they come.
final class Hearing: Sendable {
    private let heard = Mutex<[Change]>([])
    private let ended = Mutex(false)
    let subscription: ChangeSubscription

    init(_ subscription: ChangeSubscription) { self.subscription = subscription }

    /// What was heard so far, as `action id`.
    var told: [String] {
        heard.withLock { all in all.map { "\($0.action.rawValue) \($0.entityType.rawValue) \($0.entityID)" } }
    }
    var ids: [Int] { heard.withLock { $0.map(\.id.rawValue) } }
    var isEnded: Bool { ended.withLock { $0 } }

    func listen() async {
        for await batch in subscription { heard.withLock { $0 += batch.changes } }
        ended.withLock { $0 = true }
    }

    /// Waits for something to be heard: a second is promised.
    func hears(_ text: String) async throws {
        for _ in 0..<1000 where !told.contains(text) { try await Task.sleep(for: .milliseconds(1)) }
        #expect(told.contains(text), "heard only \(told)")
    }

    func ends() async throws {
        for _ in 0..<1000 where !isEnded { try await Task.sleep(for: .milliseconds(1)) }
        #expect(isEnded)
    }
}

/// A crew and a feed that runs.
struct FeedStage: Sendable {
    let crew: Crew
    let feed: ChangeFeed
    /// What the feed reads from.
    let feedDatabase: any Database
    let log: FeedLog

    func hearing(
        _ member: CrewMember, wanting isWanted: @escaping @Sendable (Change) -> Bool = { _ in true }
    ) async throws -> Hearing {
        let credential = try #require(member.credential)
        let origin = Origin(via: .mcp, requestID: "listen")
        return Hearing(try await feed.subscribe(as: credential, origin: origin, matching: isWanted))
    }
}

/// Runs a test beside a running feed; `listen` makes a hearing collect.
func withFeed(
    _ engine: Engine, _ mode: SignInMode = .local, over wrap: (any Database) -> any Database = { $0 },
    _ body: @Sendable (FeedStage, _ listen: (Hearing) -> Void) async throws -> Void
) async throws {
    try await withCrew(engine, mode) { crew in
        let authenticator = Authenticator(mode: mode, activity: NobodyNotes())
        let (database, log) = (wrap(crew.database), FeedLog())
        let follower = AuditFollower(database: database, logger: log.logger)
        let feed = ChangeFeed(
            database: database, authenticator: authenticator, follower: follower, logger: log.logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await follower.run() }
            try await body(FeedStage(crew: crew, feed: feed, feedDatabase: database, log: log)) { hearing in
                group.addTask { await hearing.listen() }
            }
            group.cancelAll()
        }
    }
}

private struct NobodyNotes: ActivitySink {
    func note(_ use: CredentialUse) {}
}

/// What the feed logged.
final class FeedLog: Sendable {
    private let lines = Mutex<[String]>([])

    /// The lines with their metadata.
    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: FeedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        init(log: FeedLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            log.lines.withLock { $0.append("\(event.level) \(event.message) \(values)") }
        }
    }
}
