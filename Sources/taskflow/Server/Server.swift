internal import Logging
internal import ServiceLifecycle
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowOperations
internal import TaskFlowPostgres
internal import TaskFlowStorage
internal import UnixSignals

/// Puts the server together and runs it until it is told to stop.
struct Server {
    private let configuration: ServerConfiguration
    private let logger: Logger

    init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
        logger = configuration.makeLogger()
    }

    func run() async throws(CommandFailure) {
        OpenFileLimit.raise()
        let database = try await OpenDatabase.open(configuration)
        do throws(CommandFailure) {
            _ = try await OpenDatabase.migrate(database)
            try await serve(database)
        } catch {
            await database.close()
            throw error
        }
    }

    private func serve(_ database: any Database) async throws(CommandFailure) {
        let mode = configuration.signIn.mode
        let sessions = Sessions(database: database, mode: mode)
        let signIn = try await prepareSignIn(database, sessions)
        let recorder = ActivityRecorder(database: database)
        let authenticator = Authenticator(mode: mode, activity: recorder)
        let changes = ChangeFeed(database: database, authenticator: authenticator)
        let door = HTTPDoor(
            settings: settings, operations: Operations.all,
            dispatcher: Dispatcher(database: database, authenticator: authenticator),
            sessions: BrowserSessions(sessions: sessions), credentials: BearerReader(),
            health: DatabaseHealth(database), logger: logger, onRunning: { port in await announce(signIn, port) })
        do {
            try await group([keeper(of: database), recorder, door, changes]).run()
        } catch {
            throw StartFailure.explain(error, configuration)
        }
    }

    /// What closes the database at the end.
    private func keeper(of database: any Database) -> any Service {
        (database as? PostgresDatabase) ?? DatabaseCloser(database: database)
    }

    private func prepareSignIn(
        _ database: any Database, _ sessions: Sessions
    ) async throws(CommandFailure) -> LocalSignIn {
        do throws(TaskFlowError) {
            return try await LocalSignIn.prepare(configuration, in: database, sessions: sessions)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func announce(_ signIn: LocalSignIn, _ port: Int) async {
        let address = configuration.localAddress(port: port)
        let publicURL = configuration.port == port ? configuration.publicURL : address
        do throws(TaskFlowError) {
            StandardStreams.writeOutput(try await signIn.announce(at: address, publicURL: publicURL) + "\n")
        } catch {
            logger.error("No sign-in link: \(error.message)", metadata: ["cause": "\(error.cause ?? "")"])
        }
    }

    /// Services stop in the reverse order of their start: the feed of changes first, as the door waits for the answers
    /// that a subscription keeps open; the database last.
    private func group(_ services: [any Service]) -> ServiceGroup {
        var group = ServiceGroupConfiguration(
            services: services.map { service in
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: groupLogger)
        group.maximumGracefulShutdownDuration = .seconds(30)
        group.maximumCancellationDuration = .seconds(5)
        return ServiceGroup(configuration: group)
    }

    // The group's own lines are of use to nobody who did not write it; what fails is told in one line of ours.
    private var groupLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .critical)
        return logger
    }

    private var settings: HTTPSettings {
        HTTPSettings(
            host: configuration.host, port: configuration.port, publicURL: configuration.publicURL,
            allowedOrigins: configuration.allowedOrigins, version: Version.current,
            checksLocalHost: configuration.isLoopback, docsAssets: DocsAssetsFolder.find(configuration.dataDirectory))
    }
}
