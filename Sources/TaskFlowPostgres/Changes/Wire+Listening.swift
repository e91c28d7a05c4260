internal import CLibPQ
internal import Foundation

extension Wire {
    /// What ended a wait for notices.
    enum Heard {
        case notice
        case nothing
        case bell
    }

    /// Waits for a notice, or for the bell, at most so long.
    func listen(_ bell: Bell, seconds: Double) throws(PostgresFault) -> Heard {
        var both = [
            pollfd(fd: pq.PQsocket(handle), events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&both, 2, Int32(seconds * 1000))
        if both[1].revents != 0 { bell.silence() }
        guard ready > 0 else { return .nothing }
        if both[0].revents == 0 { return .bell }
        guard pq.PQconsumeInput(handle) == 1 else { throw .lost(LibPQ.words(of: handle)) }
        var hasNotice = false
        while let notice = pq.PQnotifies(handle) {
            pq.PQfreemem(notice)
            hasNotice = true
        }
        return hasNotice ? .notice : .bell
    }
}
