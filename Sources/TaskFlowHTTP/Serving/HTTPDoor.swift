internal import Hummingbird
package import Logging
internal import NIOCore
package import ServiceLifecycle
package import TaskFlowOperations

/// The REST door: serves the operations over HTTP, with their OpenAPI document, docs pages, health routes and sessions.
///
/// It runs until its service group shuts down: then `/readyz` says no, no connection is taken any more, and what is in
/// flight is finished. Run it with ``services(beside:)``, and close the database after it.
package struct HTTPDoor: Service {
    private let parts: DoorParts
    private let application: Application<DoorResponder>
    private let logger: Logger

    /// - Parameters:
    ///   - changes: Where those who listen over MCP hear of changes.
    ///   - onRunning: Called once the port is open, with its number.
    package init(
        settings: HTTPSettings, operations: [any Operation.Type], dispatcher: Dispatcher,
        sessions: any SessionService, credentials: any CredentialReader, health: any HealthProbe,
        changes: ChangeFeed, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let parts = DoorParts(settings, dispatcher, sessions, credentials, health)
        self.parts = parts
        self.logger = logger
        application = Application(
            responder: DoorResponder(operations, parts, changes, logger),
            server: .taskFlow(settings.limits),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(settings.limits.connections, logger: logger)),
            onServerRunning: { channel in
                parts.drain.setOpen(true)
                await onRunning(channel.localAddress?.port ?? settings.port)
            },
            logger: logger)
    }

    /// The door and what has to stop before it, to be run in one service group in this order, which stops the last one first:
    /// `/readyz` says no, the streams end, for a while everything else is answered still, and then the port closes.
    ///
    /// - Parameter changes: What keeps streams open.
    package func services(beside changes: ChangeFeed) -> [any Service] {
        let seconds = parts.settings.drainSeconds
        return [
            self, DrainDelay(drain: parts.drain, seconds: seconds), changes,
            DrainNotice(drain: parts.drain, seconds: seconds, logger: logger),
        ]
    }

    /// Serves until the service group shuts down.
    package func run() async throws {
        let drain = parts.drain
        defer { drain.setOpen(false) }
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            drain.begin()
        }
    }
}

extension DoorResponder {
    init(
        _ operations: [any Operation.Type], _ parts: DoorParts, _ changes: ChangeFeed, _ logger: Logger
    ) {
        var routes = RouteTree()
        for operation in operations { routes.add(operation, parts) }
        routes.addHealth(parts)
        routes.addSession(parts)
        routes.addDiscovery(parts)
        routes.addDocuments(operations, parts)
        routes.addMCP(operations, changes, parts)
        self.init(
            routes: routes, credentials: parts.credentials, origins: parts.origins,
            cors: CORSPolicy(origins: parts.origins), log: RequestLog(logger: logger),
            challenge: BearerChallenge(parts.resource), throttle: SignInThrottle(parts.settings),
            rateLimit: parts.dispatcher.callsPerMinute.map(RateLimitFields.init))
    }
}
