internal import Foundation
internal import TaskFlowClient
internal import TaskFlowOperations

/// The verbs, which talk to a server over HTTP.
enum ClientCommands {
    static func run(_ arguments: [String]) async -> Int32 {
        do throws(CommandFailure) {
            let environment = try environment()
            let client = CommandLineClient(
                operations: Operations.all, others: ServerCommands.summaries, version: Version.current,
                console: .standard(environment: environment), environment: environment)
            return await client.run(arguments)
        } catch {
            return error.report()
        }
    }

    // The server reads its data directory from `.env` too, and both must find the same credential. Nothing else is taken
    // from there: a folder that someone else filled must not say where keys are sent; nor must its other lines, of whatever tool, stop the client.
    private static func environment() throws(CommandFailure) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        let source = try SettingsSource.process(flags: [:], only: .dataDirectory)
        if let directory = source[.dataDirectory] { environment["TASKFLOW_DATA"] = FilePaths.absolute(directory.text) }
        return environment
    }
}
