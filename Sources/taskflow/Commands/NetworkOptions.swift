internal import ArgumentParser

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
        var flags: [Setting: String] = [:]
        flags[.host] = host
        flags[.port] = port
        flags[.publicURL] = publicURL
        flags[.allowedOrigins] = allowedOrigins
        flags[.trustedProxies] = trustedProxies
        flags[.rateLimit] = rateLimit
        flags[.drainSeconds] = drainSeconds
        flags[.databasePoolSize] = databasePoolSize
        flags[.databasePrepared] = databasePrepared
        return flags
    }
}
