internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A thread's connection, made when there is work for it and made anew when it was lost.
final class Lane {
    private let settings: PostgresSettings
    private let naming: StatementNaming
    private let clock: DatabaseClock
    private let hasCommitted: () -> Bool
    private var wire: Wire?

    /// - Parameter hasCommitted: told of each commit; true when other processes are to be notified now.
    init(
        _ settings: PostgresSettings, naming: StatementNaming, clock: DatabaseClock,
        hasCommitted: @escaping () -> Bool
    ) {
        self.settings = settings
        self.clock = clock
        self.naming = naming
        self.hasCommitted = hasCommitted
    }

    /// Runs a unit of work, again where that is sure to do no harm.
    ///
    /// - Throws: that the server has no connection left. Nothing was done then.
    func perform(
        _ mode: PostgresRunner.Mode,
        _ body: (borrowing Transaction) throws(TaskFlowError) -> Void
    ) throws(ConnectFailure) -> Result<Void, TaskFlowError> {
        var tries = Tries()
        while true {
            let wire: Wire
            do throws(ConnectFailure) { wire = try connected() } catch {
                if error.isOfFullServer { throw error }
                return .failure(.unreachable(error))
            }
            if clock.isDue { clock.measure { ask(wire) } }
            let (result, fault) = attempt(wire, mode, body)
            guard let fault, let pause = tries.pause(after: fault, naming) else { return result }
            if pause > 0 { Thread.sleep(forTimeInterval: pause) }
        }
    }

    /// Sends what the last unit of work left to be sent: the connection may stand idle for long.
    func rest() { careful { wire throws(PostgresFault) in try wire.post() } }

    func close() { wire = nil }

    /// Tells other processes that something was committed.
    ///
    /// - Returns: that the server has no connection left, if that was in the way.
    @discardableResult
    func notify() -> ConnectFailure? {
        do throws(ConnectFailure) { _ = try connected() } catch { return error.isOfFullServer ? error : nil }
        careful { wire throws(PostgresFault) in try wire.sendAlone(.notify) }
        return nil
    }

    /// How often the connection was waited for, for tests.
    var trips: Int { wire?.trips ?? 0 }

    /// Makes sure, before work after a rest, that a connection which ended meanwhile is not used.
    func wake() { if let wire, !wire.isAlive() { self.wire = nil } }

    /// Answers the result, and the fault after which another attempt is safe.
    private func attempt(
        _ wire: Wire, _ mode: PostgresRunner.Mode, _ body: (borrowing Transaction) throws(TaskFlowError) -> Void
    ) -> (Result<Void, TaskFlowError>, PostgresFault?) {
        let runner = PostgresRunner(wire, mode, limit: .seconds(settings.statementSeconds))
        var outcome = outcome(of: body, runner)
        // Whoever may not call at all is told that first, whatever else is wrong.
        do throws(TaskFlowError) { try runner.settle() } catch { outcome = .failure(error) }
        if case .success = outcome, runner.fault == nil, mode == .write { return finish(outcome, runner) }
        careful { _ throws(PostgresFault) in try runner.end() }
        guard let fault = runner.fault else { return (outcome, nil) }
        forget(after: fault)
        // What was caught and passed over is a failure all the same: the transaction is lost.
        if case .success = outcome { return (.failure(.postgres(fault)), fault) }
        return (outcome, fault)
    }

    private func finish(
        _ outcome: Result<Void, TaskFlowError>, _ runner: PostgresRunner
    ) -> (Result<Void, TaskFlowError>, PostgresFault?) {
        do throws(PostgresFault) {
            try runner.commit()
            if runner.hasBegun, hasCommitted() { notify() }
            return (outcome, nil)
        } catch {
            forget(after: error)
            switch error {
            case .lost, .timedOut: return (.failure(.outcomeUnknown(error)), nil)
            case .server, .rejected:
                careful { _ throws(PostgresFault) in try runner.end() }
                return (.failure(.postgres(error)), error)
            }
        }
    }

    private func outcome(
        of body: (borrowing Transaction) throws(TaskFlowError) -> Void, _ runner: PostgresRunner
    ) -> Result<Void, TaskFlowError> {
        let now = clock.now()
        do throws(TaskFlowError) { return .success(try body(Transaction(runner: runner, now: now))) } catch {
            return .failure(error)
        }
    }

    /// The server's time, in milliseconds.
    private func ask(_ wire: Wire) -> Int? {
        let runner = PostgresRunner(wire, .read, limit: .seconds(settings.statementSeconds))
        var time: Int?
        let sql: SQL = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"
        _ = try? runner.run(sql) { row throws(TaskFlowError) in
            time = row.integer(0)
            return false
        }
        careful { _ throws(PostgresFault) in try runner.end() }
        return time
    }

    private func connected() throws(ConnectFailure) -> Wire {
        if let wire { return wire }
        let made = try Wire.connect(settings, naming: naming)
        wire = made
        return made
    }

    private func forget(after fault: PostgresFault) { if fault.endsConnection { wire = nil } }

    /// Drops the connection where it fails at something that nobody waits for.
    private func careful(_ body: (Wire) throws(PostgresFault) -> Void) {
        guard let wire else { return }
        do throws(PostgresFault) { try body(wire) } catch { self.wire = nil }
    }
}
