internal import Synchronization

/// Those who listen to one engine's hints; what an engine makes ``Database/changeHints()`` with.
package final class ChangeHints: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
        var isEnded = false
    }

    private let state = Mutex(State())
    private let demandChanged: @Sendable () -> Void

    /// - Parameter demandChanged: called when a listener has come or gone, on whatever thread that was: an engine looks
    ///   at ``isHeard`` then, and begins or ends what listening costs it. It must not block.
    package init(demandChanged: @escaping @Sendable () -> Void = {}) { self.demandChanged = demandChanged }

    /// Whether anyone listens.
    package var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

    /// A new listener's hints, the first of them at once. Hints that it did not take in time become one.
    package func stream() -> AsyncStream<Void> {
        let (stream, listener) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        guard let number = add(listener) else {
            listener.finish()
            return stream
        }
        listener.onTermination = { [weak self] _ in self?.remove(number) }
        listener.yield()
        return stream
    }

    /// Tells all listeners that there may be something new. Without any it costs one look.
    package func give() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
    }

    /// Ends all streams, and those to come.
    package func end() {
        let listeners = state.withLock { state in
            state.isEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }

    private func add(_ listener: AsyncStream<Void>.Continuation) -> Int? {
        let number: Int? = state.withLock { state in
            if state.isEnded { return nil }
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
        demandChanged()
        return number
    }

    private func remove(_ number: Int) {
        state.withLock { state in _ = state.listeners.removeValue(forKey: number) }
        demandChanged()
    }
}
