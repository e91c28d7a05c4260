package import TaskFlowOperations
internal import TaskFlowSchema

/// The client side of the command line: reads a line, asks the server, prints its answer.
package struct CommandLineClient: Sendable {
    let table: CommandTable
    let version: String
    let console: Console
    var environment: [String: String]
    /// The folder that the caller is in; `nil` where no `.taskflow` is looked for.
    var folder: String?
    /// The repository's own file, once it has been found.
    var project: ProjectFile?
    /// Waits; tests do not.
    var pause: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }

    /// - Parameters:
    ///   - operations: The operations that become commands.
    ///   - folder: Where `.taskflow` is looked for, and above it.
    ///   - others: Commands of the program that are no operations, for help, completion and suggestions.
    package init(
        operations: [any Operation.Type], others: [CommandSummary] = [], version: String, console: Console,
        environment: [String: String], folder: String? = nil
    ) {
        table = CommandTable(operations, others: LocalCommand.summaries + others)
        self.version = version
        self.console = console
        self.environment = environment
        self.folder = folder
    }

    /// Notes that the data directory is what a file of the working directory says, which may be a stranger's.
    package static func noteFolder(in environment: inout [String: String]) {
        environment[ClientSettings.fileDirectory] = "1"
    }

    /// Runs one command line, without the program's name, and returns the exit code.
    package func run(_ arguments: [String]) async -> Int32 {
        if arguments.first == CompletionCommand.word {
            await CompletionCommand(client: (try? located()) ?? self).run(Array(arguments.dropFirst()))
            return 0
        }
        do throws(ClientFailure) {
            let line = CommandTable.arranged(arguments)
            if let page = helpPage(line) {
                console.print(HelpPage.fitted(page, to: console.terminal.width))
            } else if line == ["--version"] {
                console.print("taskflow \(version)")
            } else if let command = LocalCommand(line) {
                let client = command == .initialise ? self : try located()
                try await LocalCommandRunner(client: client, line: Array(line.dropFirst())).run(command)
            } else {
                try await located().perform(line)
            }
            return 0
        } catch {
            tell(error, isJSON: arguments.prefix { $0 != "--" }.contains("--json"))
            return error.exitCode
        }
    }

    /// The same client with what the repository's `.taskflow` says.
    private func located() throws(ClientFailure) -> CommandLineClient {
        guard let folder else { return self }
        do throws(UsageError) {
            guard let file = try ProjectFile.find(from: folder, home: environment["HOME"]) else { return self }
            var client = self
            client.project = file
            client.environment[ClientSettings.fileServer] = file.server
            return client
        } catch {
            throw .usage(error)
        }
    }

    /// Sends a request; what comes back is a success.
    ///
    /// - Parameter seconds: How long the server may wait before it answers.
    func send(
        _ request: APIRequest, _ settings: ClientSettings, waiting seconds: Int = 0
    ) async throws(ClientFailure) -> APIResponse {
        let renewal = SignInRenewal(settings)
        guard let token = try await renewal.token() ?? settings.token else { throw settings.notSignedIn }
        let transport = PatientTransport(HTTPTransport(address: settings.address, waiting: seconds), pause: pause)
        var response = try await transport.send(request, token: token)
        // After a 401 the server has done nothing, so sending the request again with a new token repeats nothing.
        if response.status == 401, let token = try await renewal.token(after: token) {
            response = try await transport.send(request, token: token)
        }
        if response.status == 401 { throw settings.rejected(response.refusal) }
        guard response.isSuccess else { throw .declined(response) }
        return response
    }

    /// The help page that a line asks for, if it asks for one. Help wins over whatever else is wrong with the line.
    func helpPage(_ line: [String]) -> String? {
        let help = TableHelp(table: table)
        var words = Array(line.prefix { !$0.hasPrefix("-") })
        if words.first == "help" {
            words.removeFirst()
        } else if !line.isEmpty, !line.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            return nil
        }
        if words.count == 1, let topic = HelpTopic(rawValue: words[0]), line.first == "help" { return topic.text }
        words = Alias.resolved(words)
        if let (commands, _) = table.match(words) { return help.commands(commands) }
        let group = table.groupWords(in: words)
        if !group.isEmpty { return help.group(group) }
        if let command = LocalCommand(words) { return command.help }
        return help.root
    }
}
