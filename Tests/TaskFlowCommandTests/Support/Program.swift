import Foundation

/// The built program, run as a process of its own.
struct Program {
    /// What a process left behind.
    struct Outcome: Sendable {
        let code: Int32
        let output: String
        let error: String
    }

    /// Where it runs and what it finds in its environment; nothing of the test's own environment but `PATH`.
    let home: URL
    var environment: [String: String] = [:]

    /// The data directory it is told of.
    var data: URL { home.appendingPathComponent("data") }

    func run(_ arguments: String...) async throws -> Outcome { try await run(arguments) }

    func run(_ arguments: [String]) async throws -> Outcome {
        let process = try RunningProgram(arguments, self)
        let code = await process.ended()
        return Outcome(code: code, output: process.output, error: process.error)
    }

    /// Starts a server and waits until it has told its link; it is stopped when the body ends.
    func serving<T>(_ arguments: [String] = [], _ body: (RunningProgram) async throws -> T) async throws -> T {
        let server = try RunningProgram(["serve", "--port", "0"] + arguments, self)
        do {
            try await server.waitForLink()
            let result = try await body(server)
            server.signal(SIGTERM)
            _ = await server.ended()
            return result
        } catch {
            server.signal(SIGKILL)
            _ = await server.ended()
            throw error
        }
    }

    static var executable: URL {
        let tests = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent("taskflow")
    }
}
