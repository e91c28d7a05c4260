internal import TaskFlowSchema

/// Runs the client's commands that are no operation.
struct LocalCommandRunner {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run(_ command: LocalCommand) async throws(ClientFailure) {
        switch command {
        case .completion: try complete()
        case .mcp: try await MCPCommand(client: client, line: line).run()
        case .login: try await login()
        case .logout: try logout()
        }
    }

    private func complete() throws(ClientFailure) {
        guard line.count == 1, let shell = line.first.flatMap(Shell.init) else {
            throw usage("Say which shell: \(Shell.allCases.map(\.rawValue).joined(separator: ", "))", "completion")
        }
        client.console.print(shell.script(for: client.table))
    }

    private func login() async throws(ClientFailure) {
        let (options, flags) = try options("login", allowing: ["--with-key"])
        let settings = try settings(options)
        if flags.isEmpty { return try await tell(settings) }
        guard let key = client.console.readLine()?.filter({ !$0.isWhitespace }), !key.isEmpty else {
            throw usage("No key on standard input", "login")
        }
        let stored = try self.settings(options, token: key)
        let handle = try await whoAmI(stored)
        do throws(FileFailure) {
            try CredentialFile.login(in: stored.dataDirectory)
                .write(StoredCredential(url: stored.address.text, token: key))
        } catch {
            throw .refused(error.message)
        }
        client.console.print("Signed in at \(stored.address.text) as \(handle)")
    }

    private func tell(_ settings: ClientSettings) async throws(ClientFailure) {
        let handle = try await whoAmI(settings)
        let origin =
            switch settings.source {
            case .environment: "the key in TASKFLOW_TOKEN"
            case .login(let path): "the key that login stored in \(path)"
            case .local(let path): "the local owner's key, which the server's first start left in \(path)"
            case .nowhere, .otherServer: "no key"
            }
        client.console.print("Signed in at \(settings.address.text) as \(handle) with \(origin)")
    }

    private func logout() throws(ClientFailure) {
        let settings = try settings(try options("logout", allowing: []).options)
        let file = CredentialFile.login(in: settings.dataDirectory)
        if file.remove() { return client.console.print("Removed \(file.path)") }
        client.console.print("Nothing to remove: login stored no key (the local owner's key belongs to the server)")
    }

    private func whoAmI(_ settings: ClientSettings) async throws(ClientFailure) -> String {
        let response = try await client.send(APIRequest(method: "GET", target: "/api/me"), settings)
        let json = try? JSONParser.parse(response.body)
        return TerminalText.line(json?["worker"]?["handle"]?.stringValue ?? "?")
    }

    private func settings(_ options: ClientOptions, token: String? = nil) throws(ClientFailure) -> ClientSettings {
        var environment = client.environment
        if let token { environment["TASKFLOW_TOKEN"] = token }
        do throws(UsageError) { return try ClientSettings(options, environment: environment) } catch {
            throw .usage(error)
        }
    }

    private func options(
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

    private func usage(_ message: String, _ command: String) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow \(command) --help"))
    }
}
