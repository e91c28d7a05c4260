internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import TaskFlowClient
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowJobs
internal import TaskFlowMCPMount
internal import TaskFlowOperations
internal import TaskFlowPostgres
internal import TaskFlowREST
internal import TaskFlowStorage
internal import TaskFlowUpkeep
internal import TaskFlowWeb
internal import UnixSignals

/// Puts the server together and runs it until it is told to stop.
struct Server {
    private let configuration: ServerConfiguration
    /// The folder that the web board is read from; `nil` for what is in the program.
    private let assets: String?
    private let logger: Logger

    init(_ configuration: ServerConfiguration, assets: String? = nil) {
        self.configuration = configuration
        self.assets = assets
        logger = configuration.makeLogger()
    }

    func run() async throws(CommandFailure) {
        OpenFileLimit.raise()
        try DataFolder.prepare(configuration.dataDirectory)
        let lock = try configuration.lockDataDirectory()
        // For the whole of the run: it goes with the value.
        defer { withExtendedLifetime(lock) {} }
        let database = try await OpenDatabase.open(configuration)
        do throws(CommandFailure) {
            _ = try await OpenDatabase.migrate(database)
            await checkClock(database)
            try await serve(database, lock)
        } catch {
            await database.close()
            throw error
        }
    }

    private func serve(_ database: any Database, _ lock: ServerLock?) async throws(CommandFailure) {
        let mode = configuration.signIn.mode
        let limiter = configuration.limiter
        let sessions = Sessions(database: database, mode: mode, limiter: limiter)
        let signIn = try await prepareSignIn(database, sessions)
        let sso = SingleSignOn(configuration, logger: logger)
        let recorder = ActivityRecorder(database: database)
        let authenticator = Authenticator(mode: mode, activity: recorder)
        let browsers = BrowserSessions(
            sessions: sessions, database: database, authenticator: authenticator, verifier: sso?.verifier)
        let follower = AuditFollower(database: database, logger: logger)
        await follower.getReady()
        let changes = ChangeFeed(
            database: database, authenticator: authenticator, follower: follower, logger: logger)
        let events = EventFeed(database: database, authenticator: authenticator, follower: follower, logger: logger)
        let (dates, totals) = (DueDates(database: database), TotalsMerging(database: database))
        let (leases, line) = (LeaseSweep(database: database), WaitingLine(database: database))
        let questions = QuestionDeadlines(database: database, leases: leases)
        let dispatcher = Dispatcher(
            database: database, authenticator: authenticator, limiter: limiter,
            observer: CallObservers(dates, totals, leases, questions),
            line: line, events: events)
        let health = DatabaseHealth(database, keys: sso?.keys)
        let door = HTTPDoor(
            settings: settings,
            mounts: [
                REST(
                    Operations.all, dispatcher: dispatcher, sessions: browsers,
                    webSignIn: sso.map { BrowserSignIn(flow: $0.webFlow, sessions: browsers) }, health: health),
                EventMount(events, dispatcher: dispatcher),
                MCPMount(Operations.all, dispatcher: dispatcher, changes: changes),
                DocumentPages(), BoardPages(assets.map { .folder($0) } ?? .embedded),
            ],
            credentials: BearerReader(verifier: sso?.verifier), sessions: browsers,
            callsPerMinute: dispatcher.callsPerMinute, logger: logger,
            onRunning: { port in
                tell(lock, port)
                await announce(signIn, port)
            })
        let services: [any Service] = [
            keeper(of: database),
            Ticker([recorder, dates, totals, leases, questions, AnswerPruning(database: database)], logger: logger),
        ]
        do {
            try await group(services + [sso?.keys].compactMap { $0 } + door.services(beside: follower, line)).run()
        } catch {
            throw StartFailure.explain(error, configuration)
        }
    }

    /// Says so where the machine's clock was set back: what ends by the clock ends too late then.
    private func checkClock(_ database: any Database) async {
        guard let newest = try? await database.newestChange(), let words = ClockCheck.future(newest) else { return }
        logger.warning("\(words): \(ClockCheck.remedy)")
    }

    /// What closes the database at the end.
    private func keeper(of database: any Database) -> any Service {
        (database as? PostgresDatabase) ?? DatabaseCloser(database: database)
    }

    /// The owner's sign-in; `nil` where an SSO answers for people.
    private func prepareSignIn(
        _ database: any Database, _ sessions: Sessions
    ) async throws(CommandFailure) -> LocalSignIn? {
        guard configuration.signIn.mode == .local else { return nil }
        do throws(TaskFlowError) {
            return try await LocalSignIn.prepare(configuration, in: database, sessions: sessions)
        } catch {
            throw CommandFailure(error)
        }
    }

    private func announce(_ signIn: LocalSignIn?, _ port: Int) async {
        let address = configuration.localAddress(port: port)
        let publicURL = configuration.port == port ? configuration.publicURL : address
        let greeting = Greeting(url: publicURL, signIn: await way(signIn, address, publicURL))
        if let text = greeting.text(onTerminal: Greeting.isTerminal) { say(text) }
    }

    private func way(_ signIn: LocalSignIn?, _ address: String, _ publicURL: String) async -> Greeting.SignIn {
        guard let signIn else { return .sso }
        do throws(TaskFlowError) {
            return .link(try await signIn.link(at: address, publicURL: publicURL))
        } catch {
            logger.error("No sign-in link: \(error.message)", metadata: ["cause": "\(error.cause ?? "")"])
            return .none
        }
    }

    private func tell(_ lock: ServerLock?, _ port: Int) {
        var holder = configuration.holder("serve")
        holder.url = configuration.localAddress(port: port)
        lock?.tell(holder)
    }

    // A server does without: whoever starts it may have closed its output.
    private func say(_ text: String) {
        let code = StandardOutput.attempt(Array("\(text)\n".utf8))
        guard code != 0 else { return }
        logger.warning(
            "The address could not be written to the output", metadata: ["cause": "\(String(cString: strerror(code)))"])
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
        group.maximumGracefulShutdownDuration = .seconds(30 + configuration.drainSeconds)
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
        var settings = HTTPSettings(
            host: configuration.host, port: configuration.port, publicURL: configuration.publicURL,
            allowedOrigins: configuration.allowedOrigins, version: Version.current,
            checksLocalHost: configuration.isLoopback)
        if configuration.rateLimit == 0 { settings.failedSignInsPerMinute = 0 }
        settings.sharesCookie = configuration.namesOrigins
        settings.drainSeconds = configuration.drainSeconds
        settings.trustedProxies = configuration.trustedProxies
        settings.authorizationServers = configuration.signIn.authorizationServers
        settings.clientID = configuration.signIn.clientID
        return settings
    }
}
