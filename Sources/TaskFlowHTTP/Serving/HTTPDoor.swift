internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
package import ServiceLifecycle

/// Serves over HTTP what its mounts bring.
///
/// It runs until its service group shuts down: then no connection is taken any more, and what is in flight is finished. Run it
/// with ``services(beside:)``, and close the database after it.
package struct HTTPDoor: Service {
    private let parts: DoorParts
    private let responder: DoorResponder
    private let onRunning: @Sendable (_ port: Int) async -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - mounts: What is served; no two may have the same method and path.
    ///   - callsPerMinute: What each actor has, for `RateLimit-Policy`; `nil` where nobody is held to a number.
    ///   - onRunning: Called once the port is open, with its number.
    package init(
        settings: HTTPSettings, mounts: [any Mount], credentials: any CredentialReader, sessions: any SessionReader,
        callsPerMinute: Int?, logger: Logger, onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let parts = DoorParts(settings, credentials, sessions)
        self.parts = parts
        self.logger = logger
        self.onRunning = onRunning
        responder = DoorResponder(mounts, parts, callsPerMinute, logger)
    }

    /// The door and what has to stop before it, to be run in one service group in this order, which stops the last one first:
    /// `/readyz` says no, the streams end, for a while everything else is answered still, and then the port closes.
    ///
    /// - Parameter sources: What keeps streams open, and ends them when it stops.
    package func services(beside sources: any Service...) -> [any Service] {
        let seconds = parts.settings.drainSeconds
        let delay = DrainDelay(drain: parts.drain, seconds: seconds)
        return [self, delay] + sources + [DrainNotice(drain: parts.drain, seconds: seconds, logger: logger)]
    }

    /// Serves until the service group shuts down.
    package func run() async throws {
        let drain = parts.drain
        defer { drain.setOpen(false) }
        let server = try server()
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: {
            drain.begin()
        }
    }

    // Hummingbird's server without its application, which would make a logger and an id of its own for each request.
    private func server() throws -> any Service {
        let settings = parts.settings
        return try HTTPServerBuilder.taskFlow(settings.limits).buildServer(
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(settings.limits.connections, logger: logger)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { [responder] request, writer, channel in
            try await responder.respond(to: request, by: writer, on: channel)
        } onServerRunning: { [parts, onRunning] channel in
            parts.drain.setOpen(true)
            await onRunning(channel.localAddress?.port ?? settings.port)
        }
    }
}

// A service group writes down what its services look like: of all routes that would take a tenth of a second.
extension HTTPDoor: CustomStringConvertible {
    package var description: String { "HTTPDoor" }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 within the limits.
    fileprivate static func taskFlow(_ limits: HTTPLimits) -> HTTPServerBuilder {
        // The gate counts heads as they arrive; these bounds hold for what comes in one piece.
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes * 2, maxHeaderFieldCount: 128)
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(limits)],
                idleTimeout: .seconds(Int64(limits.idleSeconds)), httpDecoderConfiguration: decoder))
    }
}
