internal import ArgumentParser

/// `taskflow serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the server.",
        discussion: """
            A flag goes before its environment variable, that before a line in .env in the working directory, and that \
            before the default.
            """)

    @OptionGroup var storage: StorageOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var signIn: SignInOptions
    @OptionGroup var logs: LogOptions

    func run() async throws {
        let flags = [storage.flags, network.flags, signIn.flags, logs.flags].reduce(into: [:]) { all, flags in
            all.merge(flags) { first, _ in first }
        }
        let source = try SettingsSource.process(flags: flags)
        let configuration = try ServerConfiguration(source)
        try configuration.checkServing(allowsInsecureLocalSignIn: signIn.allowInsecureLocalAuth)
        try await Server(configuration).run()
    }
}
