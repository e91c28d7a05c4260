import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A process that several tasks may look at.
///
/// Not Foundation's `Process`: where some 1,300 files are open it reads past the end of the list of them (6.3.1 on Linux),
/// and the tests of all targets share one process.
final class ProcessBox: Sendable {
    private struct State {
        var identifier: ProcessIdentifier?
        var code: Int32?
        var signal: Int32?
    }

    private let state = Mutex(State())

    /// Starts it; what it reads, and the files it writes to, are its caller's.
    init(_ configuration: Configuration, input: FileDescriptor, output: FileDescriptor, error: FileDescriptor) {
        Task { [weak self] in
            let code = await Self.run(configuration, input, output, error) { self?.started($0) }
            self?.state.withLock { $0.code = code }
        }
    }

    deinit { signal(SIGKILL) }

    var hasEnded: Bool { state.withLock { $0.code != nil } }

    /// Sends it a signal; one that comes before its start is sent then.
    func signal(_ number: Int32) {
        state.withLock { state in
            guard state.code == nil else { return }
            if let identifier = state.identifier { kill(identifier.value, number) } else { state.signal = number }
        }
    }

    /// Waits for the end; a process that takes a minute is killed.
    func ended() async -> Int32 {
        for _ in 0..<6_000 {
            if let code = state.withLock(\.code) { return code }
            try? await Task.sleep(for: .milliseconds(10))
        }
        signal(SIGKILL)
        return -1
    }

    private func started(_ identifier: ProcessIdentifier) {
        let early = state.withLock { state in
            state.identifier = identifier
            return state.signal
        }
        if let early { signal(early) }
    }

    private static func run(
        _ configuration: Configuration, _ input: FileDescriptor, _ output: FileDescriptor, _ error: FileDescriptor,
        _ started: (ProcessIdentifier) -> Void
    ) async -> Int32 {
        let result = try? await Subprocess.run(
            configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: true),
            output: .fileDescriptor(output, closeAfterSpawningProcess: true),
            error: .fileDescriptor(error, closeAfterSpawningProcess: true)
        ) { started($0.processIdentifier) }
        return switch result?.terminationStatus {
        case .exited(let code): code
        case .signaled(let number): number
        case nil: -1
        }
    }
}
