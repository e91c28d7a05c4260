import Foundation
import Synchronization

/// A process that several tasks may look at.
final class ProcessBox: Sendable {
    private let identifier: Int32
    private let code = StatusCell()

    init(
        _ executable: URL, _ arguments: [String], _ environment: [String: String], in folder: URL, input: Pipe?,
        output: URL, error: URL
    ) throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        if let input { process.standardInput = input } else { process.standardInput = FileHandle.nullDevice }
        process.standardOutput = try Self.file(output)
        process.standardError = try Self.file(error)
        process.terminationHandler = { [code] process in code.set(process.terminationStatus) }
        try process.run()
        identifier = process.processIdentifier
    }

    var hasEnded: Bool { code.value != nil }

    func signal(_ number: Int32) { if !hasEnded { kill(identifier, number) } }

    /// Waits for the end; a process that takes a minute is killed.
    func ended() async -> Int32 {
        for _ in 0..<6_000 {
            if let code = code.value { return code }
            try? await Task.sleep(for: .milliseconds(10))
        }
        signal(SIGKILL)
        return -1
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}

/// The exit code, once there is one.
private final class StatusCell: Sendable {
    private let code = Mutex<Int32?>(nil)

    var value: Int32? { code.withLock { $0 } }
    func set(_ value: Int32) { code.withLock { $0 = value } }
}
