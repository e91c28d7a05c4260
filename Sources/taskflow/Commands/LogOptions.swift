internal import ArgumentParser

/// What is logged, and how.
struct LogOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.logLevel.help, valueName: "level"))
    var logLevel: String?

    @Option(help: ArgumentHelp(Setting.logFormat.help, valueName: "format"))
    var logFormat: String?

    /// What was given, by setting.
    var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        flags[.logLevel] = logLevel
        flags[.logFormat] = logFormat
        return flags
    }
}
