internal import Foundation

/// `taskflow mcp`: a bridge on standard input and output, or the snippet that tells a client of it.
struct MCPCommand {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let (options, setup, overStdio) = try parse()
        let environment = client.environment
        let settings: @Sendable () throws(UsageError) -> ClientSettings = { () throws(UsageError) in
            try ClientSettings(options, environment: environment)
        }
        let first: ClientSettings
        do throws(UsageError) { first = try settings() } catch { throw .usage(error) }
        if let setup { return show(setup, first.address.text, overStdio: overStdio) }
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

    private func parse() throws(ClientFailure) -> (ClientOptions, MCPSetup?, overStdio: Bool) {
        var options = ClientOptions()
        var setup: MCPSetup?
        var overStdio = false
        var rest = line[...]
        while let word = rest.popFirst() {
            switch Token(word) {
            case .flag(ClientOptions.dataDirectoryFlag, let value):
                options.dataDirectory = try self.value(value, or: &rest, of: word)
            case .flag("--print-config", let value): setup = try Self.setup(try self.value(value, or: &rest, of: word))
            case .flag("--stdio", nil): overStdio = true
            default: throw Self.usage("Unexpected argument '\(word)'")
            }
        }
        if overStdio, setup == nil { throw Self.usage("--stdio goes with --print-config: without it this is stdio") }
        return (options, setup, overStdio)
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
