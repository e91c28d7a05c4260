import Foundation
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// A process of the program. Its output goes to files: nothing has to read along.
final class RunningProgram: Sendable {
    private let process: ProcessBox
    private let outputFile: URL
    private let errorFile: URL
    private let input: Pipe?
    /// How many bytes of output were taken as answers.
    private let taken = Mutex<UInt64>(0)

    /// - Parameters:
    ///   - input: what it reads; nothing when nil.
    ///   - executable: what is run in the program's place: a shell, say.
    ///   - terminal: what it reads from and writes to in place of input and files, its own terminal.
    init(
        _ arguments: [String], _ program: Program, input: Pipe? = nil,
        executable: String = Program.executable.path, terminal: PseudoTerminal? = nil
    ) throws {
        self.input = input
        let name = UUID().uuidString
        outputFile = program.home.appendingPathComponent("\(name).out")
        errorFile = program.home.appendingPathComponent("\(name).err")
        var environment = ["HOME": program.home.path, "TASKFLOW_DATA": program.data.path]
        // Nobody but the test sends calls: there is nobody to be told first.
        environment["TASKFLOW_DRAIN_SECONDS"] = "0"
        environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        environment.merge(program.environment) { _, new in new }
        let configuration = Configuration(
            executable: .path(FilePath(terminal == nil ? executable : "/usr/bin/setsid")),
            arguments: Arguments((terminal == nil ? [] : ["--ctty", "--wait", executable]) + arguments),
            environment: .custom(environment.filter { !$0.value.isEmpty }.map { Array("\($0)=\($1)".utf8) + [0] }),
            workingDirectory: FilePath(program.home.path))
        if let terminal {
            let ends = try (0..<3).map { _ in try terminal.open() }
            process = ProcessBox(configuration, input: ends[0], output: ends[1], error: ends[2])
            return
        }
        process = ProcessBox(
            configuration, input: try Self.reader(input), output: try Self.file(outputFile),
            error: try Self.file(errorFile))
    }

    private static func reader(_ pipe: Pipe?) throws -> FileDescriptor {
        guard let pipe else { return try FileDescriptor.open("/dev/null", .readOnly) }
        // Its own copy: it is closed when the process has it, and the pipe closes its own.
        return try FileDescriptor(rawValue: pipe.fileHandleForReading.fileDescriptor).duplicate()
    }

    private static func file(_ url: URL) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(url.path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    }

    var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }
    var error: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// The line with the sign-in link.
    var link: String { output.split(separator: "\n").first { $0.hasPrefix("Open http") }.map(String.init) ?? "" }

    /// Whether it has ended, by itself or by a signal.
    var hasEnded: Bool { process.hasEnded }

    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for the end and answers the exit code.
    func ended() async -> Int32 { await process.ended() }

    /// Writes a line and waits for the one that comes back.
    func ask(_ line: String) async throws -> String {
        try write(line)
        for _ in 0..<15_000 {
            if let answer = try nextLine() { return answer }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NoAnswer(error: error)
    }

    /// Writes a line.
    func write(_ line: String) throws { try input?.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }

    /// The next line of output, once it is whole.
    private func nextLine() throws -> String? {
        let file = try FileHandle(forReadingFrom: outputFile)
        defer { try? file.close() }
        return try taken.withLock { taken in
            try file.seek(toOffset: taken)
            guard let rest = try file.readToEnd(), let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = rest[rest.startIndex..<end]
            taken += UInt64(line.count + 1)
            return String(decoding: line, as: UTF8.self)
        }
    }

    func closeInput() { try? input?.fileHandleForWriting.close() }

    func waitForLink() async throws {
        for _ in 0..<600 where link.isEmpty {
            try #require(!process.hasEnded, "The server ended: \(error)")
            try await Task.sleep(for: .milliseconds(50))
        }
        try #require(!link.isEmpty, "No link within 30 seconds: \(error)")
    }
}

/// Half a minute went by.
private struct NoAnswer: Error {
    let error: String
}
