internal import Synchronization
internal import TaskFlowDomain

/// One who listens, as the feed knows it. Putting something into its buffer waits for nobody.
final class ChangeListener: Sendable {
    private struct State {
        var buffer = ChangeBuffer()
        var sight: ChangeSight
    }

    let worker: WorkerID
    let tenant: TenantID
    let credential: Credential
    let origin: Origin
    let isWanted: @Sendable (Change) -> Bool
    /// Yields when the buffer is no longer empty.
    let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let state: Mutex<State>

    init(
        _ actor: Actor, _ credential: Credential, sight: ChangeSight,
        wanting isWanted: @escaping @Sendable (Change) -> Bool
    ) {
        worker = actor.workerID
        tenant = actor.tenant
        origin = actor.origin
        self.credential = credential
        self.isWanted = isWanted
        state = Mutex(State(sight: sight))
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What the listener saw when it was last looked at.
    var sight: ChangeSight { state.withLock { $0.sight } }

    /// Called once the listening has ended, by whichever side.
    func whenEnded(_ body: @escaping @Sendable () -> Void) { waker.onTermination = { _ in body() } }

    func put(_ changes: [Change], sight: ChangeSight) {
        state.withLock { state in
            state.sight = sight
            for change in changes { state.buffer.add(change) }
        }
        if !changes.isEmpty { waker.yield() }
    }

    func take() -> ChangeBatch? { state.withLock { $0.buffer.take() } }

    func end() { waker.finish() }
}
