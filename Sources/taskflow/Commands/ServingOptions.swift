internal import ArgumentParser

/// Everything that `serve` can be told, and that `doctor` looks at.
struct ServingOptions: ParsableArguments {
    @OptionGroup private var storage: StorageOptions
    @OptionGroup private var network: NetworkOptions
    @OptionGroup private var signIn: SignInOptions
    @OptionGroup private var logs: LogOptions

    var allowsInsecureLocalSignIn: Bool { signIn.allowInsecureLocalAuth }

    /// What was given, by setting.
    var flags: [Setting: String] {
        [storage.flags, network.flags, signIn.flags, logs.flags].reduce(into: [:]) { all, flags in
            all.merge(flags) { first, _ in first }
        }
    }
}

/// How the server is reached, and how much it takes.
struct NetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.host.help))
    var host: String?

    @Option(help: ArgumentHelp(Setting.port.help))
    var port: String?

    @Option(name: .customLong("public-url"), help: ArgumentHelp(Setting.publicURL.help, valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp(Setting.allowedOrigins.help, valueName: "origins"))
    var allowedOrigins: String?

    @Option(help: ArgumentHelp(Setting.trustedProxies.help, valueName: "cidrs"))
    var trustedProxies: String?

    @Option(help: ArgumentHelp(Setting.rateLimit.help, valueName: "calls"))
    var rateLimit: String?

    @Option(help: ArgumentHelp(Setting.drainSeconds.help, valueName: "seconds"))
    var drainSeconds: String?

    @Option(help: ArgumentHelp(Setting.databasePoolSize.help, valueName: "count"))
    var databasePoolSize: String?

    @Option(help: ArgumentHelp(Setting.databasePrepared.help, valueName: "on|off"))
    var databasePrepared: String?

    /// What was given, by setting.
    var flags: [Setting: String] {
        [
            .host: host, .port: port, .publicURL: publicURL, .allowedOrigins: allowedOrigins,
            .trustedProxies: trustedProxies, .rateLimit: rateLimit, .drainSeconds: drainSeconds,
            .databasePoolSize: databasePoolSize, .databasePrepared: databasePrepared,
        ].compactMapValues(\.self)
    }
}

/// How people sign in.
struct SignInOptions: ParsableArguments {
    @Flag(help: "Serve other machines too although sign-in is local. Whoever gets the sign-in link is an admin.")
    var allowInsecureLocalAuth = false

    @Flag(name: .customLong("local-crew"), help: ArgumentHelp(Setting.localCrew.help))
    var localCrew = false

    @Option(name: .customLong("auth-server-url"), help: ArgumentHelp(Setting.authServerURL.help, valueName: "url"))
    var authServerURL: String?

    @Option(name: .customLong("jwks-url"), help: ArgumentHelp(Setting.jwksURL.help, valueName: "url"))
    var jwksURL: String?

    @Option(help: ArgumentHelp(Setting.authIssuer.help, valueName: "issuers"))
    var authIssuer: String?

    @Option(help: ArgumentHelp(Setting.authAudience.help, valueName: "audiences"))
    var authAudience: String?

    @Option(name: .customLong("auth-client-id"), help: ArgumentHelp(Setting.authClientID.help, valueName: "id"))
    var authClientID: String?

    @Option(name: .customLong("auth-web-client-id"), help: ArgumentHelp(Setting.authWebClientID.help, valueName: "id"))
    var authWebClientID: String?

    /// What was given, by setting.
    var flags: [Setting: String] {
        [
            .localCrew: localCrew ? "on" : nil, .authServerURL: authServerURL, .jwksURL: jwksURL,
            .authIssuer: authIssuer, .authAudience: authAudience, .authClientID: authClientID,
            .authWebClientID: authWebClientID,
        ].compactMapValues(\.self)
    }
}

/// What is logged, and how.
struct LogOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.logLevel.help, valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp(Setting.logFormat.help, valueName: "format"))
    var logFormat: String?

    /// What was given, by setting.
    var flags: [Setting: String] {
        [
            .logLevel: logLevel, .logFormat: logFormat,
        ].compactMapValues(\.self)
    }
}
