internal import Foundation
internal import Logging
package import TaskFlowDomain
internal import TaskFlowStorage

extension PostgresDatabase {
    /// Waits until the database can be connected to, at the direct address too: it may be started together with the program.
    ///
    /// - Parameters:
    ///   - seconds: How long to wait at most.
    ///   - isWaiting: Told when the first attempt has failed but later ones may not, with the reason; and again whenever
    ///     that is another one.
    /// - Throws: One sentence for the operator; at once where waiting cannot help, such as for a wrong password.
    package func waitUntilReachable(
        seconds: Double = 60, isWaiting: @Sendable (_ place: String, _ reason: String) -> Void = { _, _ in }
    ) async throws(TaskFlowError) {
        let end = ContinuousClock.now + .seconds(seconds)
        try await wait(for: settings, until: end, isWaiting)
        if settings.directAddress != settings.address { try await wait(for: settings.direct, until: end, isWaiting) }
    }

    private func wait(
        for settings: PostgresSettings, until end: ContinuousClock.Instant,
        _ isWaiting: @Sendable (String, String) -> Void
    ) async throws(TaskFlowError) {
        var (pause, told) = (0.05, "")
        while let failure = await tryConnecting(settings) {
            guard failure.mayPass, ContinuousClock.now + .seconds(pause) < end else {
                throw explain(failure, settings.address)
            }
            if failure.reason != told { isWaiting(settings.address.place, failure.reason) }
            told = failure.reason
            try? await Task.sleep(for: .seconds(pause * Double.random(in: 0.75...1.25)))
            if Task.isCancelled { throw explain(failure, settings.address) }
            pause = min(pause * 2, 2)
        }
    }

    private func tryConnecting(_ settings: PostgresSettings) async -> ConnectFailure? {
        let naming = StatementNaming(isOn: false, logger: Logger(label: "postgres"))
        return await withCheckedContinuation { caller in
            Thread.detachNewThread {
                do throws(ConnectFailure) {
                    try Wire.connect(settings, naming: naming).prove(seconds: 10)
                    caller.resume(returning: nil)
                } catch {
                    caller.resume(returning: error)
                }
            }
        }
    }

    private func explain(_ failure: ConnectFailure, _ address: PostgresAddress) -> TaskFlowError {
        .unavailable("Cannot open the database \(address.place): \(failure.reason)", cause: failure.words)
    }
}

extension Wire {
    /// Has one statement answered: a pooler takes connections while the server behind it is away.
    fileprivate func prove(seconds: Double) throws(ConnectFailure) {
        do throws(PostgresFault) {
            try send("SELECT 1")
            _ = try exchange(until: .now + .seconds(seconds))
        } catch {
            throw ConnectFailure(error)
        }
    }
}
