internal import Dispatch
internal import Synchronization
internal import TaskFlowDomain

/// Who works, who rests and what waits, in a pool of threads.
struct PoolState {
    /// What becomes of a new job.
    enum Way {
        case wake(Parker)
        case start
        case wait
        case refuse(TaskFlowError)
    }

    /// More waiting than this are told to come again.
    static let waitingLimit = 10_000

    private(set) var waiting = JobQueue()
    /// The one that rested last is woken first, so that those at the bottom come to their end.
    private var idle: [Parker] = []
    private(set) var threads = 0
    /// Jobs that were done.
    private(set) var finished = 0
    private(set) var isClosed = false
    private var closers: [CheckedContinuation<Void, Never>] = []
    /// Until then the server is not asked for more connections: it had none left.
    private var isFullUntil = ContinuousClock.now
    /// Whether someone will look after those who wait too long.
    var isTimed = false

    mutating func admit(_ job: Job, size: Int) -> Way {
        if isClosed { return .refuse(.poolClosed) }
        if let parker = idle.popLast() { return .wake(parker) }
        if threads < size, threads == 0 || ContinuousClock.now >= isFullUntil {
            threads += 1
            return .start
        }
        if waiting.count >= Self.waitingLimit { return .refuse(.poolOverloaded) }
        waiting.append(job)
        return .wait
    }

    /// How many threads have a job.
    var busy: Int { threads - idle.count }

    mutating func takeWaiting() -> Job? { waiting.popFirst() }

    mutating func noteFinished() { finished += 1 }

    /// A job after all; else the thread rests, or goes home where there is nothing more to come.
    mutating func takeOrRest(_ parker: Parker) -> (job: Job?, isResting: Bool) {
        if let job = takeWaiting() { return (job, false) }
        if !isClosed { idle.append(parker) }
        return (nil, !isClosed)
    }

    /// Ends a rest; false when a job is on its way already.
    mutating func wakeByItself(_ parker: Parker) -> Bool {
        guard let place = idle.firstIndex(where: { $0 === parker }) else { return false }
        idle.remove(at: place)
        return true
    }

    mutating func takeLate(at now: ContinuousClock.Instant) -> [Job] {
        var late: [Job] = []
        while let first = waiting.first, first.deadline <= now { waiting.popFirst().map { late.append($0) } }
        return late
    }

    /// Takes no more jobs; answers who rests, and whether everyone is gone.
    mutating func close(_ closer: CheckedContinuation<Void, Never>) -> (resting: [Parker], isOver: Bool) {
        isClosed = true
        defer { idle = [] }
        if threads > 0 { closers.append(closer) }
        return (idle, threads == 0)
    }

    /// Lets a thread go that cannot have a connection, and leaves its job to the others; false where there are none. Each of
    /// them looks for what waits before it goes, so somebody takes it.
    mutating func giveUp(_ job: Job) -> (isLeft: Bool, to: Parker?) {
        guard threads > 1 else { return (false, nil) }
        threads -= 1
        isFullUntil = .now + .seconds(1)
        if let parker = idle.popLast() { return (true, parker) }
        waiting.putBack(job)
        return (true, nil)
    }

    /// Lets a thread go, unless a job came in when it had already made up its mind. Answers who waits for the last one.
    mutating func leave() -> (job: Job?, closers: [CheckedContinuation<Void, Never>]) {
        if let job = takeWaiting() { return (job, []) }
        threads -= 1
        return (nil, isClosed && threads == 0 ? closers : [])
    }
}

/// Where an idle thread waits for its next job.
final class Parker: Sendable {
    private let handed = DispatchSemaphore(value: 0)
    private let job = Mutex<Job?>(nil)

    /// Gives the thread a job; nil sends it home.
    func hand(_ job: Job?) {
        self.job.withLock { $0 = job }
        handed.signal()
    }

    /// Waits for a job; false when none came in time.
    func waits(seconds: Double) -> Bool { handed.wait(timeout: .now() + seconds) == .success }

    /// Waits for a job that is on its way.
    func waits() { handed.wait() }

    func take() -> Job? {
        job.withLock { job in
            defer { job = nil }
            return job
        }
    }
}

/// How often a unit of work was run, and whether it may run once more.
struct Tries {
    private var conflicts = 0
    private var losses = 0
    private var changes = 0

    /// The pause before the next attempt in seconds, or nil where there is to be none.
    ///
    /// A lost connection comes here only where COMMIT was not sent, so nothing can have been committed.
    mutating func pause(after fault: PostgresFault, _ naming: StatementNaming) -> Double? {
        switch fault {
        case .server(let report) where report.isConflictOfTransactions:
            conflicts += 1
            return conflicts <= 8 ? Self.jitter(conflicts) : nil
        case .server(let report) where report.isLostName:
            naming.stop(because: report)
            changes += 1
            return changes <= 2 ? 0 : nil
        case .server(let report) where report.isStalePlan:
            changes += 1
            return changes <= 2 ? 0 : nil
        case .lost:
            losses += 1
            return losses <= 2 ? 0 : nil
        default: return nil
        }
    }

    // Those who collided shall not meet again: up to 10, 20, 40 … 320 ms.
    private static func jitter(_ round: Int) -> Double { .random(in: 0...(0.005 * Double(1 << min(round, 6)))) }
}
