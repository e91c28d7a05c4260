internal import Hummingbird
public import Logging
internal import NIOCore
public import ServiceLifecycle
public import TaskFlowOperations

/// The REST door: serves the operations over HTTP, with their OpenAPI document, docs pages, health routes and sessions.
///
/// It runs until its service group shuts down: then `/readyz` says no, no connection is taken any more, and what is in
/// flight is finished. Close the database after it.
public struct HTTPDoor: Service {
    private let parts: DoorParts
    private let application: Application<DoorResponder>

    /// - Parameters:
    ///   - changes: Where those who listen over MCP hear of changes.
    ///   - onRunning: Called once the port is open, with its number.
    public init(
        settings: HTTPSettings, operations: [any Operation.Type], dispatcher: Dispatcher,
        sessions: any SessionService, credentials: any CredentialReader, health: any HealthProbe,
        changes: ChangeFeed, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        parts = DoorParts(settings, dispatcher, sessions, credentials, health)
        application = Application(
            responder: DoorResponder(operations, parts, changes, logger),
            server: .taskFlow(settings.limits),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(settings.limits.connections, logger: logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) },
            logger: logger)
    }

    /// Serves until the service group shuts down.
    public func run() async throws {
        let drain = parts.drain
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
