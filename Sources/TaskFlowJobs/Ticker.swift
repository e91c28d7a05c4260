package import Logging
internal import ServiceLifecycle
internal import TaskFlowDomain

/// Runs jobs, each in its own time, until the server stops. What fails in one job is logged and keeps nothing else from
/// running.
package struct Ticker<TickerClock: Clock>: Service where TickerClock.Duration == Duration {
    private let jobs: [any Job]
    private let clock: TickerClock
    private let logger: Logger

    /// - Parameter clock: What intervals are measured by; tests turn their own.
    package init(_ jobs: [any Job], clock: TickerClock, logger: Logger) {
        self.jobs = jobs
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { await run(job) } }
        }
    }

    private func run(_ job: any Job) async {
        // One turn is remembered while another is taken: whatever asked for it is done by the next.
        let (turns, turn) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            if let wakes = job.wakes { group.addTask { for await _ in wakes { turn.yield() } } }
            if let interval = job.interval { group.addTask { await tick(every: interval, turn) } }
            var due: TickerClock.Instant?
            for await _ in turns.cancelOnGracefulShutdown() {
                await takeTurn(of: job)
                guard let next = job.dueIn.map({ clock.now.advanced(by: max($0, .milliseconds(10))) }) else { continue }
                // A later one is asked for again when the earlier has come.
                if let due, due > clock.now, due <= next { continue }
                due = next
                group.addTask { if (try? await clock.sleep(until: next, tolerance: nil)) != nil { turn.yield() } }
            }
            group.cancelAll()
        }
        if job.runsAtStop { await takeTurn(of: job) }
    }

    private func tick(every interval: Duration, _ turn: AsyncStream<Void>.Continuation) async {
        repeat { turn.yield() } while (try? await clock.sleep(for: interval)) != nil
    }

    /// Batches until nothing is left to do, or one fails.
    private func takeTurn(of job: any Job) async {
        do throws(TaskFlowError) {
            while try await job.runBatch(), !Task.isCancelled {}
        } catch {
            logger.warning(
                "A background job failed; it is tried again at its next turn",
                metadata: ["job": "\(job.name)", "cause": "\(error.cause ?? error.message)"])
        }
    }
}

extension Ticker where TickerClock == ContinuousClock {
    /// A ticker by the machine's monotonic clock.
    package init(_ jobs: [any Job], logger: Logger) { self.init(jobs, clock: ContinuousClock(), logger: logger) }
}
