internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowStorage

/// Who is told of the rows of the audit log by an ``AuditFollower``.
protocol AuditReader: Sendable {
    /// Hears of rows that are new, each once and in the order of their numbers save those that committed late.
    func hear(_ news: [Change]) async
}

/// Follows the audit log: each row is told once and none is left out, as they are committed, by whichever process.
///
/// While it follows, each hint of the engine makes it read on from its position; while nothing happens, or nobody wants to
/// know, it reads nothing. An outage is logged and waited for. ``ChangeTracker`` holds the rule for rows that PostgreSQL
/// commits out of the order of their numbers.
final class AuditFollower: Sendable {
    private struct State {
        /// Where in the log it is; `nil` while nobody wants to know.
        var tracker: ChangeTracker?
        /// Wakes the loop that reads on.
        var pulse: AsyncStream<Void>.Continuation?
    }

    private let database: any Database
    private let log: FollowerLog
    private let state = Mutex(State())
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation

    /// - Parameter logger: Hears of outages, and of words that this version of the program does not know.
    init(database: any Database, logger: Logger) {
        self.database = database
        log = FollowerLog(logger)
        (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether somebody wants to know.
    var isWanted: Bool { state.withLock { $0.tracker != nil } }

    /// Follows from here on, unless it follows already: then it is not further than the log was.
    ///
    /// - Parameter newest: The newest numbers of the log, as ``ChangeLog/end(in:)`` tells them.
    func begin(after newest: [Int]) {
        state.withLock { state in
            if state.tracker == nil { state.tracker = ChangeTracker(newest: newest, at: .now) }
        }
        caller.yield()
    }

    /// Nobody wants to know any more: the position is forgotten and nothing is read.
    func rest() {
        let pulse = state.withLock { state in
            state.tracker = nil
            return state.pulse
        }
        pulse?.yield()
    }

    /// Tells a reader while it is wanted, until the server is to stop.
    func run(telling reader: some AuditReader) async {
        for await _ in calls.cancelOnGracefulShutdown() where isWanted { await follow(reader) }
    }

    private func follow(_ reader: some AuditReader) async {
        let (pulses, pulse) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.pulse = pulse }
        await withTaskGroup { group in
            group.addTask { [database] in
                for await _ in database.changeHints() { pulse.yield() }
                pulse.finish()
            }
            for await _ in pulses.cancelOnGracefulShutdown() {
                guard isWanted else { break }
                await readOn(reader)
                // A busy log is read in larger pieces, and other reads are left their threads.
                try? await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
    }

    /// Reads what is new to the end and tells it.
    private func readOn(_ reader: some AuditReader) async {
        while let tracker = state.withLock({ $0.tracker }) {
            let read = await patiently { database throws(TaskFlowError) in
                try await database.read { tx throws(TaskFlowError) in try ChangeLog.page(tracker, in: tx) }
            }
            guard case .success(let page)? = read else { return }
            let news = take(page)
            log.note(news)
            if !news.isEmpty { await reader.hear(news) }
            if page.count < ChangeLog.pageSize { return }
        }
    }

    private func take(_ page: [Change]) -> [Change] {
        state.withLock { state in
            let news = Set(state.tracker?.take(page.map(\.id.rawValue), at: .now) ?? [])
            return page.filter { news.contains($0.id.rawValue) }
        }
    }

    /// Tries until it succeeds, as what was taken from the log must be told: after a pause that grows, and with a line in the
    /// log. `nil` when the server is to stop or nobody wants to know any more.
    ///
    /// - Parameter isPassing: Whether a failure may pass by itself; another one is answered.
    func patiently<T: Sendable>(
        retrying isPassing: (TaskFlowError) -> Bool = { _ in true },
        _ body: (any Database) async throws(TaskFlowError) -> T
    ) async -> Result<T, TaskFlowError>? {
        var pauses = GrowingPause()
        while !Task.isCancelled && !Task.isShuttingDownGracefully && isWanted {
            do throws(TaskFlowError) {
                let result = try await body(database)
                if pauses.count > 0 { log.noteRecovery(after: pauses.count) }
                return .success(result)
            } catch {
                guard isPassing(error) else { return .failure(error) }
                let pause = pauses.next()
                log.note(error, attempt: pauses.count)
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
            }
        }
        return nil
    }
}

/// Pauses between attempts: a quarter of a second, then twice as long each time, five seconds at most.
struct GrowingPause {
    private static let longest = Duration.seconds(5)

    private var pause = Duration.milliseconds(250)
    /// How many pauses there were.
    private(set) var count = 0

    mutating func next() -> Duration {
        defer { pause = min(pause * 2, Self.longest) }
        count += 1
        return pause
    }
}
