internal import TaskFlowDomain

/// Jobs that wait for a connection, first come first served. Taking one costs the same however many wait.
struct JobQueue {
    private var jobs: [Job?] = []
    private var head = 0

    var count: Int { jobs.count - head }

    /// The one that has waited longest.
    var first: Job? { head < jobs.count ? jobs[head] : nil }

    /// Puts one back that was taken.
    mutating func putBack(_ job: Job) {
        if head > 0 {
            head -= 1
            jobs[head] = job
        } else {
            jobs.insert(job, at: 0)
        }
    }

    mutating func append(_ job: Job) { jobs.append(job) }

    mutating func popFirst() -> Job? {
        guard let job = first else { return nil }
        jobs[head] = nil
        head += 1
        // What was taken is dropped in large pieces, so that each job is moved but a few times.
        if head >= 64, head * 2 >= jobs.count {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }
}

/// A unit of work that waits for a thread with a connection.
struct Job: Sendable {
    /// When it has waited long enough.
    let deadline: ContinuousClock.Instant
    /// Does the work; where the server has no connection left for the lane nothing is done, and that is the answer.
    let run: @Sendable (Lane) -> ConnectFailure?
    let refuse: @Sendable (TaskFlowError) -> Void
}
