internal import Foundation
internal import NIOPosix
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowSchema

/// Threads that read, with as many read-only connections: a slow query holds up neither requests nor writes.
final class ReaderPool: Sendable {
    private struct Work {
        var unfinished = 0
        var finished = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let threads: NIOThreadPool
    private let connections: Mutex<[SQLiteConnection]>
    private let work = Mutex(Work())
    private let count: Int
    private let limit: Int
    private let clock: SteadyClock

    init(
        _ location: SQLiteDatabase.Location, threads: Int?, busySeconds: Double, limits: SQLiteLimits,
        clock: SteadyClock
    ) throws(TaskFlowError) {
        let count = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        var opened: [SQLiteConnection] = []
        for _ in 0..<count {
            opened.append(try SQLiteConnection.open(location, readOnly: true, busySeconds: busySeconds))
        }
        connections = Mutex(opened)
        self.count = count
        limit = limits.waiting
        self.clock = clock
        self.threads = NIOThreadPool(numberOfThreads: count)
        self.threads.start()
    }

    deinit { threads.shutdownGracefully { _ in } }

    /// Adds how busy the readers are.
    func add(to statistics: inout EngineStatistics) {
        let (unfinished, finished) = work.withLock { ($0.unfinished, $0.finished) }
        statistics.connections += count
        statistics.busy += min(unfinished, count)
        statistics.waiting += max(0, unfinished - count)
        statistics.units += finished
    }

    /// Runs a body on a thread of the pool.
    func run(
        _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async -> Result<Void, TaskFlowError> {
        await withCheckedContinuation { continuation in
            if let refusal = admit() { return continuation.resume(returning: .failure(refusal)) }
            threads.submit { _ in
                let answer = self.answer(body)
                self.leave()
                continuation.resume(returning: answer)
            }
        }
    }

    /// Lets every read that was admitted finish, then ends the threads and closes the connections.
    func close(_ fate: SQLiteFiles.Fate) async {
        await withCheckedContinuation { continuation in
            let isIdle = work.withLock { work in
                work.isClosed = true
                if work.unfinished > 0 { work.closers.append(continuation) }
                return work.unfinished == 0
            }
            if isIdle { continuation.resume() }
        }
        try? await threads.shutdownGracefully()
        connections.withLock { all in
            for connection in all { connection.close(fate) }
            all.removeAll()
        }
    }

    private func answer(
        _ body: @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) -> Result<Void, TaskFlowError> {
        // There are as many connections as threads, so one is always left.
        guard let connection = connections.withLock({ $0.popLast() }) else { return .failure(.databaseClosed) }
        let answer = connection.use { runner in runner.snapshot(at: clock.now(), body) }
        connections.withLock { $0.append(connection) }
        return answer ?? .failure(.databaseClosed)
    }

    private func admit() -> TaskFlowError? {
        work.withLock { work in
            if work.isClosed { return .databaseClosed }
            if work.unfinished >= limit { return .databaseOverloaded }
            work.unfinished += 1
            return nil
        }
    }

    private func leave() {
        let closers = work.withLock { work in
            work.unfinished -= 1
            work.finished += 1
            return work.isClosed && work.unfinished == 0 ? work.closers : []
        }
        for closer in closers { closer.resume() }
    }
}
