internal import Synchronization

/// Turns that are taken one after another, in the order in which they were asked for; those of different keys at once.
final class Turns<Key: Hashable & Sendable>: Sendable {
    /// A turn, which lasts until it is ended. To be ended once.
    struct Turn: Sendable {
        fileprivate let turns: Turns
        fileprivate let key: Key

        func end() { turns.pass(key) }
    }

    /// Those who wait, by key; a key is there while somebody has its turn.
    private let waiting = Mutex<[Key: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits for a turn. A task that is cancelled meanwhile waits on: turns are short.
    func wait(for key: Key) async -> Turn {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[key] != nil else {
                    waiting[key] = []
                    return true
                }
                waiting[key]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        return Turn(turns: self, key: key)
    }

    private func pass(_ key: Key) {
        let next: CheckedContinuation<Void, Never>? = waiting.withLock { waiting in
            guard var others = waiting[key], !others.isEmpty else {
                waiting[key] = nil
                return nil
            }
            let next = others.removeFirst()
            waiting[key] = others
            return next
        }
        next?.resume()
    }
}
