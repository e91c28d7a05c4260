internal import Foundation

/// The program: the server's commands, and the client's verbs over HTTP.
@main
enum TaskFlow {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isServerCommand = arguments.first.map(ServerCommands.names.contains) ?? false
        exit(isServerCommand ? await ServerCommands.run(arguments) : await ClientCommands.run(arguments))
    }
}
