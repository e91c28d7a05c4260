internal import CLibPQ
internal import Foundation
internal import Logging
internal import Synchronization
internal import TaskFlowStorage

/// Hears of other processes' commits by LISTEN, on a connection and a thread that are there only while someone listens.
final class HintListener: Sendable {
    private static let listen: SQL = "LISTEN taskflow_changes"
    /// A notice may be lost with the process that owed it: after so many seconds of silence everyone looks for themselves.
    private static let silence = 15.0

    /// Those who listen here.
    let hints: ChangeHints
    private let settings: PostgresSettings
    private let logger: Logger
    private let isDeaf: @Sendable () -> Bool
    private let isRunning = Mutex(false)
    private let bell: Bell

    /// - Parameter isDeaf: whether the direct address is a pooler's after all, where LISTEN hears nothing.
    init(_ settings: PostgresSettings, logger: Logger, isDeaf: @escaping @Sendable () -> Bool) {
        let relay = Relay()
        self.settings = settings
        self.logger = logger
        self.isDeaf = isDeaf
        bell = Bell()
        hints = ChangeHints { relay.call() }
        relay.connect { [weak self] in self?.demandChanged() }
    }

    private func demandChanged() {
        let isNew = isRunning.withLock { isRunning in
            if isRunning || !hints.isHeard { return false }
            isRunning = true
            return true
        }
        if isNew { Thread.detachNewThread { [self] in follow() } } else { bell.ring() }
    }

    /// Whether anyone still listens; the thread ends when not.
    private func isWanted() -> Bool {
        isRunning.withLock { isRunning in
            isRunning = hints.isHeard
            return isRunning
        }
    }

    private func follow() {
        var pause = 0.1
        while isWanted() {
            do throws(ConnectFailure) {
                let wire = try Wire.connect(settings, naming: StatementNaming(isOn: false, logger: logger))
                pause = 0.1
                try hear(wire)
            } catch {
                logger.debug("Changes of other servers are not heard of", metadata: ["cause": "\(error.words)"])
                bell.wait(seconds: pause)
                pause = min(pause * 2, 2)
            }
        }
    }

    private func hear(_ wire: Wire) throws(ConnectFailure) {
        do throws(PostgresFault) {
            try wire.send(Self.listen)
            _ = try wire.exchange(until: .now + .seconds(settings.statementSeconds))
            // From here on nothing is missed; what came before may have been.
            hints.give()
            while hints.isHeard {
                let heard = try wire.listen(bell, seconds: isDeaf() ? 1 : Self.silence)
                if heard != .bell { hints.give() }
            }
        } catch {
            throw ConnectFailure("\(error)")
        }
    }
}

/// Calls what is known only later.
private final class Relay: Sendable {
    private let target = Mutex<(@Sendable () -> Void)?>(nil)

    func connect(_ target: @escaping @Sendable () -> Void) { self.target.withLock { $0 = target } }

    func call() { target.withLock { $0 }?() }
}

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
