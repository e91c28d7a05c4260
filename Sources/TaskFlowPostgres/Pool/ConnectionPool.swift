internal import Dispatch
internal import Foundation
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowStorage

/// Threads with a connection each, as many as there is work for, up to a limit. One that finds nothing to do for a while
/// ends and closes its connection, so that at rest none is left.
final class ConnectionPool: Sendable {
    private let settings: PostgresSettings
    private let naming: StatementNaming
    private let clock: DatabaseClock
    private let notifier = ChangeNotifier()
    private let state = Mutex(PoolState())

    init(_ settings: PostgresSettings, naming: StatementNaming) {
        self.settings = settings
        self.naming = naming
        clock = DatabaseClock(settings.clock, machine: settings.machineClock)
    }

    /// How many connections there are, or are being made.
    var connections: Int { state.withLock { $0.threads } }

    /// How busy the pool is.
    var statistics: EngineStatistics {
        state.withLock { state in
            var statistics = EngineStatistics()
            statistics.connections = state.threads
            statistics.busy = state.busy
            statistics.waiting = state.waiting.count
            statistics.units = state.finished
            return statistics
        }
    }

    /// Runs a body on a connection, within a transaction.
    func run(
        _ mode: PostgresRunner.Mode, _ body: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void
    ) async -> Result<Void, TaskFlowError> {
        await withCheckedContinuation { caller in
            submit(
                Job(
                    deadline: .now + .seconds(settings.waitSeconds),
                    run: { lane in
                        do throws(ConnectFailure) { caller.resume(returning: try lane.perform(mode, body)) } catch {
                            return error
                        }
                        return nil
                    },
                    refuse: { error in caller.resume(returning: .failure(error)) }))
        }
    }

    /// Lets what was admitted finish, then closes every connection.
    func close() async {
        notifyIfOwed()
        await withCheckedContinuation { closer in
            let (resting, isOver) = state.withLock { $0.close(closer) }
            for parker in resting { parker.hand(nil) }
            if isOver { closer.resume() }
        }
    }

    private func isNoticeDue() -> Bool { notifier.isDue { [weak self] in self?.notifyIfOwed() } }

    private func notifyIfOwed() {
        guard notifier.takeOwed() else { return }
        submit(Job(deadline: .now + .seconds(settings.waitSeconds), run: { $0.notify() }, refuse: { _ in }))
    }

    private func submit(_ job: Job) {
        let way = state.withLock { state in
            let way = state.admit(job, size: settings.poolSize)
            startTimer(&state)
            return way
        }
        switch way {
        case .wake(let parker): parker.hand(job)
        case .start: start(job)
        case .wait: break
        case .refuse(let error): job.refuse(error)
        }
    }

    private func start(_ first: Job) {
        let thread = Thread { [self] in
            let lane = Lane(settings, naming: naming, clock: clock) { [weak self] in self?.isNoticeDue() ?? false }
            var job: Job? = first
            while let next = job {
                if let failure = next.run(lane), isLeftToOthers(next, failure) { return }
                job = self.next(for: lane) ?? leave(lane)
            }
        }
        // Debug builds have large frames, and bodies are the program's own.
        thread.stackSize = 4 << 20
        thread.name = "postgres"
        thread.start()
    }

    /// Whether the thread is to end, as others do the work that it cannot do without a connection.
    private func isLeftToOthers(_ job: Job, _ failure: ConnectFailure) -> Bool {
        let (isLeft, other) = state.withLock { state in
            let way = state.giveUp(job)
            startTimer(&state)
            return way
        }
        other?.hand(job)
        if !isLeft { job.refuse(.unreachable(failure)) }
        return isLeft
    }

    /// The next job, at once or after a rest; nil ends the thread.
    private func next(for lane: Lane) -> Job? {
        let waiting = state.withLock { state in
            state.noteFinished()
            return state.takeWaiting()
        }
        if let waiting { return waiting }
        lane.rest()
        let parker = Parker()
        let (job, isResting) = state.withLock { $0.takeOrRest(parker) }
        if let job { return job }
        guard isResting, let handed = rest(parker) else { return nil }
        lane.wake()
        return handed
    }

    private func leave(_ lane: Lane) -> Job? {
        lane.close()
        let (job, closers) = state.withLock { $0.leave() }
        for closer in closers { closer.resume() }
        return job
    }

    private func rest(_ parker: Parker) -> Job? {
        if !parker.waits(seconds: settings.idleSeconds) {
            if state.withLock({ $0.wakeByItself(parker) }) { return nil }
            // Whoever took it from the list is about to hand it something.
            parker.waits()
        }
        return parker.take()
    }

    /// Sees to it that nobody waits longer than allowed, though every thread may be held up.
    private func startTimer(_ state: inout PoolState) {
        guard !state.isTimed, let first = state.waiting.first else { return }
        state.isTimed = true
        let left = ContinuousClock.now.duration(to: first.deadline).components
        let pause = max(0, Double(left.seconds) + Double(left.attoseconds) * 1e-18)
        DispatchQueue.global().asyncAfter(deadline: .now() + pause) { [self] in refuseLate() }
    }

    private func refuseLate() {
        let late = state.withLock { state in
            let late = state.takeLate(at: .now)
            state.isTimed = false
            startTimer(&state)
            return late
        }
        for job in late { job.refuse(.poolExhausted(seconds: settings.waitSeconds)) }
    }
}
