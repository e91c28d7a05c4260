internal import Foundation
internal import TaskFlowClient

/// The program: the server's commands, and the client's verbs over HTTP.
@main
enum TaskFlow {
    static func main() async {
        StandardStreams.prepare()
        var arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "help", let name = arguments.dropFirst().first, ServerCommands.names.contains(name) {
            arguments = arguments.dropFirst() + ["--help"]
        }
        let isServerCommand = arguments.first.map(ServerCommands.names.contains) ?? false
        let code = isServerCommand ? await ServerCommands.run(arguments) : await ClientCommands.run(arguments)
        exit(afterOutput(code))
    }

    // A full disk, say: whoever reads the file would take what is there for all there is.
    private static func afterOutput(_ code: Int32) -> Int32 {
        guard let complaint = StandardOutput.complain() else { return code }
        StandardStreams.writeError(complaint + "\n")
        return code == 0 ? 1 : code
    }
}
