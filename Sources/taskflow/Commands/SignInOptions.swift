internal import ArgumentParser

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

    /// What was given, by setting.
    var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        if localCrew { flags[.localCrew] = "on" }
        flags[.authServerURL] = authServerURL
        flags[.jwksURL] = jwksURL
        flags[.authIssuer] = authIssuer
        flags[.authAudience] = authAudience
        flags[.authClientID] = authClientID
        return flags
    }
}
