internal import Foundation
internal import TaskFlowClient
internal import TaskFlowOperations

/// The verbs, which talk to a server over HTTP.
enum ClientCommands {
    static func run(_ arguments: [String]) async -> Int32 {
        do throws(CommandFailure) {
            let environment = try await environment()
            let client = CommandLineClient(
                operations: Operations.all, others: ServerCommands.summaries, version: Version.current,
                console: .standard(environment: environment), environment: environment)
            return await client.run(arguments)
        } catch {
            return error.report()
        }
    }

    // The server reads its data directory from `.env` too, and both must find the same credential. Nothing else is taken
    // from there: a folder that someone else filled must not say where keys are sent.
    private static func environment() async throws(CommandFailure) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        let source = try await SettingsSource.process(flags: [:])
        if let directory = source[.dataDirectory] { environment["TASKFLOW_DATA"] = FilePaths.absolute(directory.text) }
        return environment
    }
}
