internal import TaskFlowSchema

/// Runs the client's commands that are no operation.
struct LocalCommandRunner {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run(_ command: LocalCommand) async throws(ClientFailure) {
        switch command {
        case .completion: try complete()
        case .importing: try await ImportCommand(client: client, line: line).run()
        case .exporting: try await ExportCommand(client: client, line: line).run()
        case .initialise: try await InitCommand(client: client, line: line).run()
        case .status: try await status()
        case .man: client.console.print(ManPage(table: client.table, version: client.version).text)
        case .version: client.console.print("taskflow \(client.version)")
        case .mcp: try await MCPCommand(client: client, line: line).run()
        case .watch: try await WatchCommand(client: client, line: line).run()
        case .login: try await login()
        case .logout: try await logout()
        }
    }

    private func status() async throws(ClientFailure) {
        let options = try options("status", allowing: []).options
        try await StatusCommand(client: client, settings: try settings(options)).run(isJSON: line.contains("--json"))
    }

    private func complete() throws(ClientFailure) {
        guard line.count == 1, let shell = line.first.flatMap(Shell.init) else {
            throw usage("Say which shell: \(Shell.allCases.map(\.rawValue).joined(separator: ", "))", "completion")
        }
        client.console.print(shell.script)
    }

    /// The caller's handle, as the server tells it.
    func whoAmI(_ settings: ClientSettings) async throws(ClientFailure) -> String {
        handle(try await client.send(APIRequest(method: "GET", target: "/api/me"), settings))
    }

    func handle(_ response: APIResponse) -> String {
        let json = try? JSONParser.parse(response.body)
        return TerminalText.line(json?["worker"]?["handle"]?.stringValue ?? "?")
    }

    /// - Parameter address: The server, where that is settled already.
    func settings(
        _ options: ClientOptions, token: String? = nil, at address: ServerAddress? = nil
    ) throws(ClientFailure) -> ClientSettings {
        var environment = client.environment
        if let token { environment["TASKFLOW_TOKEN"] = token }
        if let address { environment["TASKFLOW_URL"] = address.text }
        do throws(UsageError) { return try ClientSettings(options, environment: environment) } catch {
            throw .usage(error)
        }
    }

    func options(
        _ command: String, allowing allowed: Set<String>
    ) throws(ClientFailure) -> (options: ClientOptions, flags: Set<String>) {
        var options = ClientOptions()
        var flags: Set<String> = []
        var rest = line[...]
        while let word = rest.popFirst() {
            if case .flag(ClientOptions.dataDirectoryFlag, let value) = Token(word), let path = value ?? rest.popFirst()
            {
                options.dataDirectory = path
            } else if allowed.contains(word) {
                flags.insert(word)
            } else if word != "--json" {
                throw usage("Unexpected argument '\(word)'", command)
            }
        }
        return (options, flags)
    }

    func usage(_ message: String, _ command: String) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow \(command) --help"))
    }
}
