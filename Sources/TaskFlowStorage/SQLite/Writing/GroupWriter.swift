internal import NIOPosix
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowSchema

/// The one thread that writes: it takes what is waiting, commits it together, and only then answers.
final class GroupWriter: Sendable {
    private struct Queue {
        var waiting: [WriteUnit] = []
        var isDraining = false
        var isClosed = false
    }

    /// How many commits there were, and how many units they held.
    struct Counts: Equatable {
        var batches = 0
        var units = 0
    }

    /// Given after each commit that changed something.
    let hints = ChangeHints()

    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let queue = Mutex(Queue())
    private let connection: SQLiteConnection
    private let counts = Mutex(Counts())
    private let limits: SQLiteLimits
    private let hooks: SQLiteHooks
    private let files: SQLiteFiles?
    private let clock: SteadyClock

    init(
        _ connection: SQLiteConnection, files: SQLiteFiles?, limits: SQLiteLimits, hooks: SQLiteHooks,
        clock: SteadyClock
    ) {
        self.connection = connection
        self.files = files
        self.limits = limits
        self.hooks = hooks
        self.clock = clock
        thread.start()
    }

    deinit { thread.shutdownGracefully { _ in } }

    var statistics: Counts { counts.withLock { $0 } }

    /// How many units wait for a batch that has not begun.
    var backlog: Int { queue.withLock { $0.waiting.count } }

    /// Adds how busy the writer is.
    func add(to statistics: inout EngineStatistics) {
        let (waiting, isBusy) = queue.withLock { ($0.waiting.count, $0.isDraining) }
        statistics.connections += 1
        statistics.busy += isBusy ? 1 : 0
        statistics.waiting += waiting
        statistics.units += counts.withLock { $0.units }
    }

    /// Runs a unit of work and answers when it is durable.
    func run(
        readOnly: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async -> Result<Void, TaskFlowError> {
        await withCheckedContinuation { caller in
            enqueue(WriteUnit(readOnly: readOnly, answerTo: caller, body))
        }
    }

    /// Commits what is waiting, then closes the connection and ends the thread.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.withLock { queue in
                queue.isClosed = true
                // Behind the last drain: there is one thread, and drains are submitted under this lock.
                thread.submit { _ in
                    self.connection.close(self.files?.lookAndClose() ?? .whole)
                    continuation.resume()
                }
            }
        }
        try? await thread.shutdownGracefully()
    }

    private func enqueue(_ unit: WriteUnit) {
        let refusal: TaskFlowError? = queue.withLock { queue in
            if queue.isClosed { return .databaseClosed }
            if queue.waiting.count >= limits.waiting { return .databaseOverloaded }
            queue.waiting.append(unit)
            if !queue.isDraining { thread.submit { _ in self.drain() } }
            queue.isDraining = true
            return nil
        }
        if let refusal { unit.refuse(refusal) }
    }

    private func drain() {
        while let units = next() { commit(units) }
    }

    /// While nothing has taken the log's place, what was said to be saved is moved into the file.
    private func saveWhatIsLeft(_ fate: SQLiteFiles.Fate) {
        _ = connection.use { runner in runner.keepLog() }
        if fate == .withoutLog { connection.saveLog() }
    }

    private func next() -> [WriteUnit]? {
        queue.withLock { queue in
            queue.isDraining = !queue.waiting.isEmpty
            guard queue.isDraining else { return nil }
            defer { queue.waiting.removeFirst(min(limits.batch, queue.waiting.count)) }
            return Array(queue.waiting.prefix(limits.batch))
        }
    }

    private func commit(_ units: [WriteUnit]) {
        let batch = connection.use { runner in
            let before = runner.totalChanges
            let answers = WriteBatch(runner: runner, hooks: hooks, files: files, clock: clock).run(units)
            return (answers: answers, hasChanged: runner.totalChanges != before)
        }
        if let files, files.areGone { saveWhatIsLeft(files.look()) }
        counts.withLock { $0 = Counts(batches: $0.batches + 1, units: $0.units + units.count) }
        for answer in batch?.answers ?? [] { answer() }
        // What was rolled back counts as well: a false hint costs one look.
        if batch?.hasChanged == true { hints.give() }
    }
}
