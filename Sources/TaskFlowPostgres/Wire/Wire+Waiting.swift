internal import CLibPQ
internal import Foundation
internal import TaskFlowSchema

extension Wire {
    /// Writes out what is gathered, reading meanwhile: two that only write at each other would wait for ever.
    func flush(until end: ContinuousClock.Instant) throws(PostgresFault) {
        while true {
            switch pq.PQflush(handle) {
            case 0: return
            case 1:
                try wait(Int16(POLLIN | POLLOUT), until: end)
                if pq.PQconsumeInput(handle) == 0 { throw .lost(LibPQ.words(of: handle)) }
            default: throw .lost(LibPQ.words(of: handle))
            }
        }
    }

    /// Waits for the socket. At the deadline the server is told to stop, and the connection is given up.
    func wait(_ events: Int16, until end: ContinuousClock.Instant) throws(PostgresFault) {
        while true {
            let left = ContinuousClock.now.duration(to: end)
            if left <= .zero {
                cancel()
                throw .timedOut
            }
            var socket = pollfd(fd: pq.PQsocket(handle), events: events, revents: 0)
            let ready = poll(&socket, 1, left.milliseconds)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .lost("poll: \(String(cString: strerror(errno)))") }
        }
    }

    /// Whether the server has sent something, or closed the connection.
    var isReadable: Bool {
        var socket = pollfd(fd: pq.PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) != 0
    }

    // PQcancel waits for a connection of its own, without a deadline: it gets a thread that nobody waits for.
    private func cancel() {
        guard let request = pq.PQgetCancel(handle) else { return }
        let address = UInt(bitPattern: request)
        Thread.detachNewThread {
            guard let request = OpaquePointer(bitPattern: address) else { return }
            var words = [CChar](repeating: 0, count: 256)
            _ = pq.PQcancel(request, &words, Int32(words.count))
            pq.PQfreeCancel(request)
        }
    }
}

extension Duration {
    /// Rounded up: a wait of nothing would spin.
    fileprivate var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}

/// What the server answered to one statement.
final class Reply {
    let handle: OpaquePointer

    /// Takes over a result; it is freed with this.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { pq.PQclear(handle) }

    var rowCount: Int { Int(pq.PQntuples(handle)) }

    /// The command's tag: `COMMIT`, `INSERT 0 1`.
    var tag: String { pq.PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// How many rows an `INSERT`, `UPDATE` or `DELETE` changed.
    var changes: Int {
        guard let tag = pq.PQcmdStatus(handle), let count = pq.PQcmdTuples(handle) else { return 0 }
        switch UInt8(bitPattern: tag.pointee) {
        case UInt8(ascii: "I"), UInt8(ascii: "U"), UInt8(ascii: "D"): return Int(atoll(count))
        default: return 0
        }
    }

    func row(_ index: Int) -> PostgresRow { PostgresRow(reply: self, row: Int32(index)) }
}

extension Reply {
    var status: ExecStatusType { pq.PQresultStatus(handle) }

    var isGood: Bool { status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK }

    /// The error it is, if the server or libpq made one; what was only skipped after another error has none.
    var report: ServerReport? { status == PGRES_FATAL_ERROR ? ServerReport(handle) : nil }
}
