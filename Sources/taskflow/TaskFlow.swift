internal import Foundation
internal import TaskFlowClient
internal import TaskFlowOperations

/// The program: the server's commands, and the client's verbs over HTTP.
@main
enum TaskFlow {
    static func main() async {
        StandardStreams.prepare()
        var arguments = Array(CommandLine.arguments.dropFirst())
        // Nothing has to be read or put together for that.
        if arguments == ["--version"] {
            StandardOutput.write(Array("taskflow \(Version.current)\n".utf8))
            exit(afterOutput(0))
        }
        if arguments.first == "help", let name = arguments.dropFirst().first, ServerCommands.names.contains(name) {
            arguments = arguments.dropFirst() + ["--help"]
        }
        if let old = OldMovingWords(arguments) {
            StandardStreams.writeError(old.note + "\n")
            arguments = old.arguments
        }
        let isServerCommand = arguments.first.map(ServerCommands.names.contains) ?? false
        let code = isServerCommand ? await ServerCommands.run(arguments) : await ClientCommands.run(arguments)
        exit(afterOutput(code))
    }

    // On a full disk, for example: whoever reads the file would take half a result for the whole.
    private static func afterOutput(_ code: Int32) -> Int32 {
        guard let complaint = StandardOutput.complain() else { return code }
        StandardStreams.writeError(complaint + "\n")
        return code == 0 ? 1 : code
    }
}

/// The verbs, which talk to a server over HTTP.
private enum ClientCommands {
    static func run(_ arguments: [String]) async -> Int32 {
        do throws(CommandFailure) {
            let environment = try environment()
            let client = CommandLineClient(
                operations: Operations.all, others: ServerCommands.summaries, version: Version.current,
                console: .standard(environment: environment), environment: environment,
                folder: FileManager.default.currentDirectoryPath)
            return await client.run(arguments)
        } catch {
            return error.report()
        }
    }

    // The server reads its data directory from `.env` too, and both must find the same sign-in. The client takes nothing else
    // from there: a folder that someone else filled must not say where keys are sent, and a line for another tool must not
    // stop the client.
    private static func environment() throws(CommandFailure) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        let source = try SettingsSource.process(flags: [:], only: .dataDirectory)
        if let directory = source[.dataDirectory] {
            if environment["TASKFLOW_DATA"]?.isEmpty != false { CommandLineClient.noteFolder(in: &environment) }
            environment["TASKFLOW_DATA"] = FilePaths.absolute(directory.text)
        }
        return environment
    }
}
