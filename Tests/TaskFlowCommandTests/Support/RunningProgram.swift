import Foundation
import Testing

/// A process of the program. Its output goes to files: nothing has to read along.
final class RunningProgram: Sendable {
    private let process: ProcessBox
    private let outputFile: URL
    private let errorFile: URL
    private let input: Pipe?

    /// - Parameter input: what it reads; nothing when nil.
    init(_ arguments: [String], _ program: Program, input: Pipe? = nil) throws {
        self.input = input
        let name = UUID().uuidString
        outputFile = program.home.appendingPathComponent("\(name).out")
        errorFile = program.home.appendingPathComponent("\(name).err")
        var environment = ["HOME": program.home.path, "TASKFLOW_DATA": program.data.path]
        environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        environment.merge(program.environment) { _, new in new }
        process = try ProcessBox(
            Program.executable, arguments, environment.filter { !$0.value.isEmpty }, in: program.home,
            input: input, output: outputFile, error: errorFile)
    }

    var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }
    var error: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// The line with the sign-in link.
    var link: String { output.split(separator: "\n").first { $0.hasPrefix("Open http") }.map(String.init) ?? "" }

    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for the end and answers the exit code.
    func ended() async -> Int32 { await process.ended() }

    /// Writes a line and waits for the next one that comes back.
    func ask(_ line: String) async throws -> String {
        let before = lines.count
        try write(line)
        return try await self.line(before)
    }

    /// Writes a line.
    func write(_ line: String) throws { try input?.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }

    /// The line with this index, when it has come.
    func line(_ index: Int) async throws -> String {
        for _ in 0..<15_000 where lines.count <= index { try await Task.sleep(for: .milliseconds(2)) }
        try #require(lines.count > index, "No answer within 30 seconds: \(error)")
        return lines[index]
    }

    func closeInput() { try? input?.fileHandleForWriting.close() }

    private var lines: [String] {
        // The last piece is no line yet.
        output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    func waitForLink() async throws {
        for _ in 0..<600 where link.isEmpty {
            try #require(!process.hasEnded, "The server ended: \(error)")
            try await Task.sleep(for: .milliseconds(50))
        }
        try #require(!link.isEmpty, "No link within 30 seconds: \(error)")
    }
}
