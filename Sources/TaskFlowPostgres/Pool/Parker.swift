internal import Dispatch
internal import Synchronization

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
