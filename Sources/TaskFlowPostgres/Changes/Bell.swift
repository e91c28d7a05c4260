internal import Foundation

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
