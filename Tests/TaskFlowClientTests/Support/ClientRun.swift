@testable import TaskFlowClient

/// One run of the client against a server.
struct ClientRun {
    let code: Int32
    let output: String
    let error: String

    /// - Parameter answer: what the person at the terminal types.
    static func of(
        _ line: [String], _ server: StubServer, terminal: Terminal = .none, answer: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> ClientRun {
        try await server.run { address in
            let console = RecordedConsole()
            var client = CommandLineClient(
                operations: TestOperations.all, version: "0", console: console.console(terminal, answer: answer),
                environment: ["TASKFLOW_URL": address, "TASKFLOW_TOKEN": "tfl_x"].merging(environment) { _, new in new }
            )
            client.pause = { _ in }
            let code = await client.run(line)
            return ClientRun(code: code, output: console.output, error: console.error)
        }
    }
}
