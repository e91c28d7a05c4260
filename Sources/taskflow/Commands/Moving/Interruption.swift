internal import Dispatch
internal import Foundation
internal import TaskFlowDomain

/// Cleans up when the command is told to stop in the middle, by Ctrl-C or SIGTERM.
final class Interruption {
    private static let signals = [SIGINT, SIGTERM]
    private let sources: [any DispatchSourceSignal]

    /// - Parameter cleanUp: called on a thread of its own; the process ends after it.
    private init(_ cleanUp: @escaping @Sendable () -> Void) {
        sources = Self.signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                cleanUp()
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    /// Runs a body that writes a file. The file is discarded when the body throws, and when the command is told to stop.
    static func discarding<Found>(
        _ discard: @escaping @Sendable () -> Void, _ body: () async throws(TaskFlowError) -> Found
    ) async throws(TaskFlowError) -> Found {
        let interruption = Interruption(discard)
        defer { interruption.end() }
        do throws(TaskFlowError) { return try await body() } catch {
            discard()
            throw error
        }
    }

    /// Signals end the process at once again.
    private func end() {
        for source in sources { source.cancel() }
        for number in Self.signals { signal(number, SIG_DFL) }
    }
}
