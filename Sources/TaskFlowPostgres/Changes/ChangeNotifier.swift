internal import Dispatch
internal import Foundation
internal import Synchronization

/// Decides when other processes are told that something was committed: at once, but at most fifty times a second.
///
/// NOTIFY is sent after COMMIT, in a transaction of its own. Within the writing transaction it would hold a lock of the whole
/// server until that is on disk, and so make all commits wait for one another.
final class ChangeNotifier: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var isOwed = false
    }

    private static let pause = 0.02
    private let state = Mutex(State())

    /// Takes note of a commit; true when the caller is to notify now. Otherwise `later` is called when it is time.
    func isDue(later: @escaping @Sendable () -> Void) -> Bool {
        let (isDue, isFirst) = state.withLock { state -> (Bool, Bool) in
            if state.isOwed { return (false, false) }
            let now = ContinuousClock.now
            if let last = state.last, now < last + .seconds(Self.pause) {
                state.isOwed = true
                return (false, true)
            }
            state.last = now
            return (true, false)
        }
        if isFirst { DispatchQueue.global().asyncAfter(deadline: .now() + Self.pause, execute: later) }
        return isDue
    }

    /// Whether a notice is owed; the caller is to give it.
    func takeOwed() -> Bool {
        state.withLock { state in
            defer { state = State(last: .now, isOwed: false) }
            return state.isOwed
        }
    }
}

/// Wakes a thread that waits for a socket.
final class Bell: Sendable {
    /// Becomes readable when it rings; -1 where the system had no descriptor left, and nothing wakes.
    let descriptor: Int32
    private let end: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends where end >= 0 {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, end) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(end)
    }

    func ring() {
        var byte: UInt8 = 1
        _ = write(end, &byte, 1)
    }

    /// Waits until it rings, at most so long.
    func wait(seconds: Double) {
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if poll(&one, 1, Int32(seconds * 1000)) > 0 { silence() }
    }

    func silence() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
