import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowMCPMount
import TaskFlowOperations
import TaskFlowREST
import TaskFlowStorage
import TaskFlowWeb
import Testing

/// A server on a real socket over a real database file, with a few people who hold keys.
struct TestServer: Sendable {
    let port: Int
    let database: SQLiteDatabase
    let sessions: Sessions
    let health: FakeHealth
    let credentials: TestCredentials
    let logs: LogLines
    let group: ServiceGroup
    /// Where those who listen to events are counted.
    let events: EventFeed
    /// Where those who wait for something to claim are counted.
    let line: WaitingLine
    /// The key of `@ada`, a person and an admin.
    let ada: String
    /// The key of `@claude`, an agent.
    let claude: String
    /// A key of `@claude` that may read tasks and nothing else.
    let reader: String

    /// Starts a server, and stops it after the body.
    static func run(
        limiter: CallLimiter? = nil, unsent: UnsentAnswers = UnsentAnswers(), logs: LogLines = LogLines(),
        docs: DocumentPages = DocumentPages(), board: BoardPages = BoardPages(), progress: Duration = .seconds(15),
        _ adjust: (inout HTTPSettings) -> Void = { _ in },
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        var settings = HTTPSettings(port: 0, publicURL: "http://tasks.test:8000", version: "1.2.3")
        settings.allowedOrigins = ["http://localhost:3000"]
        adjust(&settings)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("taskflow-\(UUID().uuidString).db")
        let database = try SQLiteDatabase(.file(file.path), readers: 1)
        // Some servers are to fail at their start: nothing is left behind then either.
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
        }
        do {
            try await database.migrate(Migration.all)
            try await serve(settings, database, limiter, unsent, logs, [docs, board], progress, body)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private static func serve(
        _ settings: HTTPSettings, _ database: SQLiteDatabase, _ limiter: CallLimiter?, _ unsent: UnsentAnswers,
        _ logs: LogLines, _ pages: [any Mount], _ progress: Duration,
        _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        let (health, credentials) = (FakeHealth(), TestCredentials())
        let sessions = Sessions(database: database, mode: .local, limiter: limiter)
        let authenticator = Authenticator(mode: .local, activity: NoActivity())
        let follower = AuditFollower(database: database)
        let changes = ChangeFeed(database: database, authenticator: authenticator, follower: follower)
        let events = EventFeed(database: database, authenticator: authenticator, follower: follower)
        let line = WaitingLine(database: database)
        let operations = Operations.all + [SlowOperation.self, FaultyOperation.self]
        let dispatcher = Dispatcher(
            database: database, authenticator: authenticator, limiter: limiter, unsent: unsent, line: line,
            events: events)
        let browsers = TestSessions(sessions: sessions)
        let door = HTTPDoor(
            settings: settings,
            mounts: [
                REST(operations, dispatcher: dispatcher, sessions: browsers, health: health),
                EventMount(events, dispatcher: dispatcher),
                MCPMount(operations, dispatcher: dispatcher, changes: changes, progressInterval: progress),
            ] + pages,
            credentials: credentials, sessions: browsers, callsPerMinute: dispatcher.callsPerMinute,
            logger: logs.logger, onRunning: { started.yield($0) })
        let group = ServiceGroup(
            configuration: .init(
                services: door.services(beside: follower, line),
                logger: Logger(label: "quiet") { _ in
                    SwiftLogNoOpLogHandler()
                }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { started.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await tasks.waitForAll()
                throw CancellationError()
            }
            let server = TestServer(
                port: port, database: database, sessions: sessions, health: health, credentials: credentials,
                logs: logs, group: group, events: events, line: line,
                ada: try await key("@ada", .human, .all, in: database, isAdmin: true),
                claude: try await key("@claude", .agent, .standard, in: database),
                reader: try await key("@claude", .agent, Scopes([.tasksRead]), in: database))
            try await body(server)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static func key(
        _ handle: String, _ type: WorkerType, _ scopes: Scopes, in database: SQLiteDatabase, isAdmin: Bool = false
    ) async throws -> String {
        var grant = KeyGrant(handle: Handle(trusted: handle))
        grant.type = type
        grant.scopes = scopes
        grant.isAdmin = isAdmin
        return try await grant.issue(in: database, mode: .local, requestID: "test")
    }
}
