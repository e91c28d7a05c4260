internal import Foundation

/// `taskflow mcp`: a bridge on standard input and output, or the snippet that tells a client of it.
struct MCPCommand {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let said = try parse()
        let options = said.options
        let first: ClientSettings
        do throws(UsageError) { first = try ClientSettings(options, environment: client.environment) } catch {
            throw .usage(error)
        }
        if let setup = said.printed { return show(setup, first.address.text, overStdio: said.overStdio) }
        if let setup = said.installed {
            let install = MCPInstall(
                client: client, settings: first, setup: setup, agent: said.agent, program: Self.program,
                isForced: options.yes)
            return try await install.run()
        }
        let environment = try environment(of: said.agent, first)
        let settings: @Sendable () throws(UsageError) -> ClientSettings = { () throws(UsageError) in
            try ClientSettings(options, environment: environment)
        }
        let console = client.console
        let input = StandardInput(STDIN_FILENO)
        let output: @Sendable ([UInt8]) -> Void = { bytes in
            console.writeOutput(bytes)
            // Nobody hears the answers any more.
            if StandardOutput.hasFailed { input.stop() }
        }
        let bridge = MCPBridge(settings: settings, output: output, log: console.note)
        await bridge.run(input.lines, took: input.took)
    }

    /// The caller's environment, with the key of the agent as which the client works.
    private func environment(of agent: String?, _ settings: ClientSettings) throws(ClientFailure) -> [String: String] {
        guard let agent else { return client.environment }
        let file = AgentKey.file(of: agent, at: settings.address, in: settings.dataDirectory)
        guard let token = file.token() else {
            throw .notSignedIn(
                "There is no key of \(agent) for \(settings.address.text): `taskflow mcp --install CLIENT --as \(agent)` makes one"
            )
        }
        var environment = client.environment
        (environment["TASKFLOW_TOKEN"], environment["TASKFLOW_URL"]) = (token, settings.address.text)
        return environment
    }

    // The snippet alone is the output, so that it may go into the client's own file.
    private func show(_ setup: MCPSetup, _ address: String, overStdio: Bool) {
        client.console.note(setup.words(program: Self.program, overStdio: overStdio))
        client.console.print(setup.snippet(address, program: Self.program, overStdio: overStdio))
    }

    /// How a client starts this program: by its path where it was not found by its name.
    private static var program: String {
        guard let name = CommandLine.arguments.first, name.contains("/") else { return "taskflow" }
        return URL(fileURLWithPath: name).standardizedFileURL.path
    }

    /// What the line says.
    private struct Said {
        var options = ClientOptions()
        var printed: MCPSetup?
        var installed: MCPSetup?
        var agent: String?
        var overStdio = false
    }

    private func parse() throws(ClientFailure) -> Said {
        var said = Said()
        var rest = line[...]
        while let word = rest.popFirst() {
            switch Token(word) {
            case .flag(ClientOptions.dataDirectoryFlag, let value):
                said.options.dataDirectory = try self.value(value, or: &rest, of: word)
            case .flag("--print-config", let value):
                said.printed = try Self.setup(try self.value(value, or: &rest, of: word))
            case .flag("--install", let value):
                said.installed = try Self.setup(try self.value(value, or: &rest, of: word))
            case .flag("--as", let value): said.agent = try Self.agent(try self.value(value, or: &rest, of: word))
            case .flag("--stdio", nil): said.overStdio = true
            case .flag("--yes", nil), .flag("-y", nil): said.options.yes = true
            default: throw Self.usage("Unexpected argument '\(word)'")
            }
        }
        if said.overStdio, said.printed == nil {
            throw Self.usage("--stdio goes with --print-config: without it this is stdio")
        }
        return said
    }

    private static func agent(_ text: String) throws(ClientFailure) -> String {
        let handle = text.hasPrefix("@") ? text : "@\(text)"
        guard AgentKey.isHandle(handle) else { throw usage("--as: '\(text)' is no agent's handle, such as @claude") }
        return handle
    }

    private func value(
        _ attached: String?, or rest: inout ArraySlice<String>, of flag: String
    ) throws(ClientFailure) -> String {
        if let attached { return attached }
        guard let value = rest.popFirst() else { throw Self.usage("\(flag) needs a value") }
        return value
    }

    private static func setup(_ name: String) throws(ClientFailure) -> MCPSetup {
        if let setup = MCPSetup(rawValue: name) { return setup }
        throw usage("Say which client: \(MCPSetup.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private static func usage(_ message: String) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow mcp --help"))
    }
}
