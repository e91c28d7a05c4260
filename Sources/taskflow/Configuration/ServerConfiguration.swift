internal import Foundation
internal import Logging
internal import TaskFlowClient
internal import TaskFlowHTTP

/// Everything the server is told at its start, read and checked.
struct ServerConfiguration: Sendable {
    let dataDirectory: String
    let database: DatabaseAddress
    /// What says which database it is: `by DATABASE_URL in .env`.
    let databaseOrigin: String
    /// Whether a setting names the database, so that it is not the data directory's own.
    let isDatabaseNamed: Bool
    let databaseDirect: DatabaseAddress
    let databasePoolSize: Int
    /// Nil lets the address decide.
    let databasePrepared: Bool?
    let host: String
    let port: Int
    let publicURL: String
    let allowedOrigins: [String]
    /// Whether the allowed origins were named on purpose.
    let namesOrigins: Bool
    let trustedProxies: [AddressRange]
    let rateLimit: Int
    /// How long the port stays open after the server was told to stop.
    let drainSeconds: Int
    let signIn: SignInConfiguration
    let logLevel: Logger.Level
    let logFormat: LogFormat

    init(_ source: SettingsSource) throws(CommandFailure) {
        let standard = DataDirectory.standard(environment: source.environment)
        let dataDirectory = FilePaths.absolute(source[.dataDirectory]?.text ?? standard)
        let file = DatabaseAddress.file(dataDirectory + "/taskflow.db")
        let database = try source.read(.database, or: file, SettingParsers.database)
        let host = try source.read(.host, or: "127.0.0.1", SettingParsers.host)
        let port = try source.read(.port, or: 8000, SettingParsers.port)
        self.dataDirectory = dataDirectory
        self.database = database
        self.host = host
        self.port = port
        databaseOrigin = source.databaseOrigin
        isDatabaseNamed = source[.database] != nil
        databaseDirect = try Self.direct(source, database)
        databasePoolSize = try source.read(.databasePoolSize, or: 10, SettingParsers.poolSize)
        databasePrepared = try source.read(.databasePrepared, or: nil, SettingParsers.prepared)
        publicURL = try source.read(.publicURL, or: Self.address(host, port), SettingParsers.address)
        allowedOrigins = try source.read(.allowedOrigins, or: ["http://localhost:3000"], SettingParsers.origins)
        namesOrigins = source[.allowedOrigins] != nil
        trustedProxies = try source.read(.trustedProxies, or: [], SettingParsers.ranges)
        rateLimit = try source.read(.rateLimit, or: 600, SettingParsers.rateLimit)
        drainSeconds = try source.read(.drainSeconds, or: Self.standardDrain, SettingParsers.drainSeconds)
        signIn = try SignInConfiguration(source)
        logLevel = try source.read(.logLevel, or: .standard, SettingParsers.logLevel)
        logFormat = try source.read(.logFormat, or: .standard, SettingParsers.logFormat)
    }

    /// Whether the server can be reached from this machine alone.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// At a terminal the only caller is the person who stops the server: no load balancer has to notice first.
    private static var standardDrain: Int { isatty(STDERR_FILENO) == 1 ? 0 : 5 }

    /// The address of a server that listens there; IPv6 addresses stand in brackets.
    static func address(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }

    private static func direct(
        _ source: SettingsSource, _ database: DatabaseAddress
    ) throws(CommandFailure) -> DatabaseAddress {
        let direct = try source.read(.databaseDirect, or: database, SettingParsers.database)
        if case .postgres = database, case .postgres = direct { return direct }
        guard case .postgres = database else { return direct }
        throw .usage("\(Setting.databaseDirect.variable): the database is PostgreSQL, so this must be as well")
    }

    /// Whether a host, an address without brackets, is this machine alone.
    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        return AddressRange("127.0.0.0/8")?.contains(host) ?? false
    }

    /// The database's file, if it is in one.
    var databaseFile: String? { if case .file(let path) = database { path } else { nil } }

    /// The database's file, for commands that are about SQLite alone.
    ///
    /// - Parameter tool: PostgreSQL's own tool for the same.
    func sqliteFile(for command: String, instead tool: String) throws(CommandFailure) -> String {
        switch database {
        case .file(let path): return path
        case .memory: throw .usage("\(command) is for a database in a file, and this one is in memory")
        case .postgres:
            throw .usage(
                "\(command) is for SQLite, and the database is PostgreSQL: use \(tool), or taskflow database export and "
                    + "import")
        }
    }
}
