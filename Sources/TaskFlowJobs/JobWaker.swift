/// Wakes a job before its time. While the job takes a turn, one call for another is remembered.
struct JobWaker: Sendable {
    /// The job's ``Job/wakes``.
    let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init() { (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func wake() { waker.yield() }
}
