package import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import TaskFlowDomain
package import TaskFlowStorage

/// Who is told of the rows of the audit log by an ``AuditFollower``.
protocol AuditReader: AnyObject, Sendable {
    /// Hears of a stretch of the log. The next one begins where it ends.
    func hear(_ page: LogPage) async
    /// The log was put back, or another one is in its place: what follows begins behind the cursor.
    func begin(anew cursor: EventCursor) async
    /// Called every quarter of a minute while it is wanted, between two stretches: a moment to look after those who listen.
    /// - Parameter cursor: Where the reader is.
    func beat(at cursor: EventCursor) async
    /// The server stops: nothing more is told.
    func end()
}

/// Follows the audit log: each row is told once, none is left out, and they come in the order of their numbers, whichever
/// process wrote them. There is one in a server, whatever the number of those who listen.
///
/// While it follows, each hint of the engine makes it read on from its position; while nothing happens, or nobody wants to
/// know, it reads nothing. An outage is logged and waited for. ``LogEnd`` holds the rule for rows that PostgreSQL commits
/// out of the order of their numbers.
package final class AuditFollower: Service {
    /// How often readers have a moment to look after those who listen.
    private static let beat = Duration.seconds(15)

    private struct State {
        /// Where in the log it is; `nil` while nobody wants to know.
        var position: Int?
        /// The log's epoch, as it was last read.
        var epoch: String?
        var readers: [any AuditReader] = []
        /// Wakes the loop that reads on.
        var pulse: AsyncStream<Void>.Continuation?
        var isBeatDue = false
        var hasEnded = false
    }

    let database: any Database
    let log: FollowerLog
    private let state = Mutex(State())
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation

    /// - Parameter logger: Hears of outages, and of words that this version of the program does not know.
    package init(
        database: any Database, logger: Logger = Logger(label: "taskflow.changes") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.database = database
        log = FollowerLog(logger)
        (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells a reader, too, from now on.
    ///
    /// - Parameter cursor: Where the log ended at most, as ``LogEnd`` found it.
    /// - Returns: The position behind which the reader hears everything; it may be before the cursor's. `nil` when the
    ///   server stops.
    func join(_ reader: any AuditReader, at cursor: EventCursor) -> Int? {
        let position: Int? = state.withLock { state in
            if state.hasEnded { return nil }
            if !state.readers.contains(where: { $0 === reader }) { state.readers.append(reader) }
            if state.position == nil { (state.position, state.epoch) = (cursor.position, cursor.epoch) }
            return state.position
        }
        caller.yield()
        return position
    }

    /// A reader wants to know no more. Without any the position is forgotten and nothing is read.
    func leave(_ reader: any AuditReader) {
        let pulse: AsyncStream<Void>.Continuation? = state.withLock { state in
            state.readers.removeAll { $0 === reader }
            guard state.readers.isEmpty else { return nil }
            state.position = nil
            return state.pulse
        }
        pulse?.yield()
    }

    /// Tells readers while there are any, until the server is to stop; then tells them that.
    ///
    /// Make it stop before the doors, which wait for the answers that listeners keep open.
    package func run() async throws {
        for await _ in calls.cancelOnGracefulShutdown() where isWanted { await follow() }
        let readers = state.withLock { state in
            state.hasEnded = true
            return state.readers
        }
        for reader in readers { reader.end() }
    }

    /// Whether there is a reader.
    var isWanted: Bool { state.withLock { $0.position != nil } }
    /// Whether nothing more is told, as the server stops.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    private func follow() async {
        let (pulses, pulse) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.pulse = pulse }
        await withTaskGroup { group in
            group.addTask { [database] in
                for await _ in database.changeHints() { pulse.yield() }
                pulse.finish()
            }
            group.addTask { await self.count(pulse) }
            for await _ in pulses.cancelOnGracefulShutdown() {
                guard isWanted else { break }
                await readOn()
                // A busy log is read in larger pieces, and other reads are left their threads.
                try? await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
    }

    private func count(_ pulse: AsyncStream<Void>.Continuation) async {
        while (try? await Task.sleep(for: Self.beat)) != nil {
            state.withLock { $0.isBeatDue = true }
            pulse.yield()
        }
    }

    // Between two stretches, so that no reader is told it was further than what it has heard.
    private func beatIfDue() async {
        let due: (readers: [any AuditReader], cursor: EventCursor)? = state.withLock { state in
            guard state.isBeatDue, let position = state.position, let epoch = state.epoch else { return nil }
            state.isBeatDue = false
            return (state.readers, EventCursor(epoch: epoch, position: position))
        }
        guard let due else { return }
        for reader in due.readers { await reader.beat(at: due.cursor) }
    }

    /// Reads what is new to the end and tells it.
    private func readOn() async {
        var pause = Duration.milliseconds(5)
        while let position = state.withLock({ $0.position }) {
            let read = await patiently { database throws(TaskFlowError) in
                try await database.read { tx throws(TaskFlowError) in try ChangeLog.page(after: position, in: tx) }
            }
            guard case .success(let page)? = read else { return }
            await tell(page)
            await beatIfDue()
            guard page.isLast else { continue }
            // Nobody gives a hint when a transaction that had drawn a number fails.
            guard page.isHeldUp, isWanted, !Task.isShuttingDownGracefully else { return }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(250))
        }
    }

    private func tell(_ page: LogPage) async {
        let (readers, isAnother): ([any AuditReader], Bool) = state.withLock { state in
            guard state.position == page.after else { return ([], false) }
            let isAnother = state.epoch.map { $0 != page.epoch } ?? false || page.isBehindEnd
            (state.position, state.epoch) = (page.through, page.epoch)
            return (state.readers, isAnother)
        }
        if isAnother { return await beginAnew(readers) }
        if page.through == page.after { return }
        log.note(page.changes)
        for reader in readers { await reader.hear(page) }
    }

    private func beginAnew(_ readers: [any AuditReader]) async {
        let read = await patiently { database throws(TaskFlowError) in
            try await database.read { tx throws(TaskFlowError) in try LogEnd.find(in: tx) }
        }
        guard case .success(let cursor)? = read else { return }
        state.withLock { state in
            if state.position != nil { (state.position, state.epoch) = (cursor.position, cursor.epoch) }
        }
        for reader in readers { await reader.begin(anew: cursor) }
    }
}
