internal import ArgumentParser

/// `taskflow serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the server.",
        discussion: """
            taskflow serve
            taskflow serve --port 9000 --data-dir ./data
            taskflow serve --host 0.0.0.0 --auth-server-url https://sso.example

            A flag goes before its environment variable, that before a line in .env in the working directory, and that \
            before the default.
            """)

    @OptionGroup var options: ServingOptions

    @Option(help: ArgumentHelp("Read the web board from this folder at each request, to work on it.", valueName: "dir"))
    var assets: String?

    func run() async throws {
        let source = try SettingsSource.process(flags: options.flags)
        let configuration = try ServerConfiguration(source)
        try configuration.checkServing(allowsInsecureLocalSignIn: options.allowsInsecureLocalSignIn)
        try await Server(configuration, assets: assets).run()
    }
}
