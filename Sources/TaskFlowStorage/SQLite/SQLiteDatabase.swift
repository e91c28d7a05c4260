package import TaskFlowDomain
package import TaskFlowSchema

/// SQLite: reads on a thread per core, each with a connection of its own; writes on one thread, many to a commit.
package final class SQLiteDatabase: Database {
    /// Where the data are.
    package enum Location: Sendable, Equatable {
        /// A file, made if it is not there. Its folder must be.
        case file(_ path: String)
        /// The memory of this process, on one connection for reads and writes; for tests and trials.
        case memory
    }

    let writer: GroupWriter
    private let readers: ReaderPool?
    private let files: SQLiteFiles?

    /// Opens the database, waiting for another program's lock on the calling thread.
    ///
    /// - Parameters:
    ///   - readers: How many threads read; a thread per core when nil.
    ///   - busySeconds: How long a write waits for another process.
    ///   - clock: What tells units of work the time.
    /// - Throws: One sentence for the operator, which names the path.
    package convenience init(
        _ location: Location, readers: Int? = nil, busySeconds: Double = 5, clock: SteadyClock = .process
    ) throws(TaskFlowError) {
        try self.init(
            location, readers: readers, busySeconds: busySeconds, limits: .standard, hooks: .none, clock: clock)
    }

    init(
        _ location: Location, readers: Int? = nil, busySeconds: Double = 5, limits: SQLiteLimits = .standard,
        hooks: SQLiteHooks, clock: SteadyClock = .process
    ) throws(TaskFlowError) {
        let connection = try SQLiteConnection.open(location, busySeconds: busySeconds)
        let hasReaders = location != .memory
        self.readers =
            hasReaders
            ? try ReaderPool(location, threads: readers, busySeconds: busySeconds, limits: limits, clock: clock) : nil
        // By now the log and its index are there.
        files = connection.files(of: location)
        writer = GroupWriter(connection, files: files, limits: limits, hooks: hooks, clock: clock)
    }

    package var dialect: Dialect { .sqlite }

    package func perform(
        writes: Bool, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async throws(TaskFlowError) {
        if let files, files.areGone { throw files.refusal }
        guard !writes, let readers else { return try await writer.run(readOnly: !writes, body).get() }
        return try await readers.run(body).get()
    }

    /// Looks whether the files are still where they were, too.
    package func schemaVersion() async throws(TaskFlowError) -> Int {
        files?.look()
        return try await read { tx throws(TaskFlowError) in try Migration.version(in: tx) }
    }

    /// Another process on the same file gives no hints: only `taskflow`'s own commands write beside a server, and what
    /// they write is found with the next hint.
    package func changeHints() -> AsyncStream<Void> { writer.hints.stream() }

    package var statistics: EngineStatistics {
        var statistics = EngineStatistics()
        writer.add(to: &statistics)
        readers?.add(to: &statistics)
        return statistics
    }

    package func close() async {
        await readers?.close(files?.look() ?? .whole)
        await writer.close()
        writer.hints.end()
    }
}
