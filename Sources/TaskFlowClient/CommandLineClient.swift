package import TaskFlowOperations
internal import TaskFlowSchema

/// The client side of the command line: reads a line, asks the server, prints its answer.
package struct CommandLineClient: Sendable {
    let table: CommandTable
    let version: String
    let console: Console
    let environment: [String: String]
    /// Waits; tests do not.
    var pause: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }

    /// - Parameters:
    ///   - operations: The operations that become commands.
    ///   - others: Commands of the program that are no operations, for help, completion and suggestions.
    package init(
        operations: [any Operation.Type], others: [CommandSummary] = [], version: String, console: Console,
        environment: [String: String]
    ) {
        table = CommandTable(operations, others: LocalCommand.summaries + others)
        self.version = version
        self.console = console
        self.environment = environment
    }

    /// Runs one command line, without the program's name, and returns the exit code.
    package func run(_ arguments: [String]) async -> Int32 {
        if arguments.first == CompletionCommand.word {
            await CompletionCommand(client: self).run(Array(arguments.dropFirst()))
            return 0
        }
        do throws(ClientFailure) {
            let line = CommandTable.arranged(arguments)
            if let page = helpPage(line) {
                console.print(HelpPage.fitted(page, to: console.terminal.width))
            } else if line == ["--version"] {
                console.print("taskflow \(version)")
            } else if let command = LocalCommand(line) {
                try await LocalCommandRunner(client: self, line: Array(line.dropFirst())).run(command)
            } else {
                try await perform(line)
            }
            return 0
        } catch {
            tell(error, isJSON: arguments.prefix { $0 != "--" }.contains("--json"))
            return error.exitCode
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
        words = Alias.resolved(words)
        if let (commands, _) = table.match(words) { return help.commands(commands) }
        let group = table.groupWords(in: words)
        if !group.isEmpty { return help.group(group) }
        if let command = LocalCommand(words) { return command.help }
        return help.root
    }
}
