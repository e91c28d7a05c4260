internal import ArgumentParser

/// Where the data are; every server command takes these.
struct StorageOptions: ParsableArguments {
    static let settings: [Setting] = [.database, .databaseDirect, .dataDirectory]

    @Option(name: .customLong("database"), help: ArgumentHelp(Setting.database.help, valueName: "url"))
    var database: String?

    @Option(name: .customLong("database-direct"), help: ArgumentHelp(Setting.databaseDirect.help, valueName: "url"))
    var databaseDirect: String?

    @Option(name: .customLong("data-dir"), help: ArgumentHelp(Setting.dataDirectory.help, valueName: "dir"))
    var dataDirectory: String?

    /// What was given, by setting.
    var flags: [Setting: String] {
        [
            .database: database, .databaseDirect: databaseDirect, .dataDirectory: dataDirectory,
        ].compactMapValues(\.self)
    }
}
