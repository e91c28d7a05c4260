import Logging
import ServiceLifecycle
import Synchronization
import TaskFlowDomain
import Testing

@testable import TaskFlowJobs

@Suite struct TickerTests {
    @Test func `a job has its turn at the start and once in each interval`() async throws {
        let job = CountedJob(interval: .seconds(60))
        try await withTicker([job]) { clock in
            for turn in 1...4 {
                try await job.reaches(turn)
                try await clock.waitsFor(1)
                clock.advance(by: .seconds(59))
                #expect(job.count == turn)
                clock.advance(by: .seconds(1))
            }
        }
    }

    @Test func `a job that fails is tried again, and keeps no other from its turn`() async throws {
        let failing = CountedJob(interval: .seconds(10), fails: true)
        let other = CountedJob(interval: .seconds(10))
        try await withTicker([failing, other]) { clock in
            for turn in 1...3 {
                try await failing.reaches(turn)
                try await other.reaches(turn)
                try await clock.waitsFor(2)
                clock.advance(by: .seconds(10))
            }
        }
    }

    @Test func `batches follow each other until nothing is left`() async throws {
        let job = CountedJob(interval: .seconds(10), batches: 5)
        try await withTicker([job]) { clock in
            try await job.reaches(5)
            try await clock.waitsFor(1)
            #expect(job.count == 5)
            clock.advance(by: .seconds(10))
            try await job.reaches(6)
        }
    }

    @Test func `a job that is woken waits for no interval`() async throws {
        let (wakes, waker) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let job = CountedJob(interval: nil, wakes: wakes)
        try await withTicker([job]) { _ in
            for turn in 1...3 {
                waker.yield()
                try await job.reaches(turn)
            }
        }
    }

    @Test(arguments: [false, true]) func `the stop has a last turn where a job asks for it`(_ asks: Bool) async throws {
        let job = CountedJob(interval: nil, runsAtStop: asks)
        try await withTicker([job]) { _ in }
        #expect(job.count == (asks ? 1 : 0))
    }

    /// Runs a ticker beside a body, then stops it as the server does.
    private func withTicker(_ jobs: [CountedJob], _ body: (ManualClock) async throws -> Void) async throws {
        let clock = ManualClock()
        let group = ServiceGroup(
            services: [Ticker(jobs, clock: clock, logger: Logger(label: "test"))], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(clock)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

private final class CountedJob: Job {
    let name = "counted"
    let interval: Duration?
    let wakes: AsyncStream<Void>?
    let runsAtStop: Bool
    private let fails: Bool
    private let left: Mutex<Int>
    private let runs = Mutex(0)

    init(
        interval: Duration?, wakes: AsyncStream<Void>? = nil, runsAtStop: Bool = false, fails: Bool = false,
        batches: Int = 1
    ) {
        self.interval = interval
        self.wakes = wakes
        self.runsAtStop = runsAtStop
        self.fails = fails
        left = Mutex(batches)
    }

    var count: Int { runs.withLock { $0 } }

    func runBatch() async throws(TaskFlowError) -> Bool {
        runs.withLock { $0 += 1 }
        if fails { throw TaskFlowError(.unavailable, "The database is away") }
        return left.withLock { left in
            left = max(0, left - 1)
            return left > 0
        }
    }

    /// Waits until there were so many batches.
    func reaches(_ expected: Int) async throws { try await eventually { self.count >= expected } }
}

extension ManualClock {
    /// Waits until so many wait for time to pass.
    fileprivate func waitsFor(_ sleepers: Int) async throws { try await eventually { self.sleeperCount == sleepers } }
}

/// Waits for what other tasks bring about; the limit is a guard against hanging.
private func eventually(_ condition: () -> Bool) async throws {
    for _ in 0..<3_000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
    #expect(condition())
}
