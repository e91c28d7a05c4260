package import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Serves HTTP on a free port of 127.0.0.1 while the body runs; the body gets the server's address, and what it answers is
/// answered.
///
/// It ends gracefully, and what is still open after a second is cut: cancelled at once, a connection that was accepted and
/// not yet served would stop the process in NIO ("Deinited NIOAsyncWriter without calling finish()").
package func withServer<T: Sendable>(
    _ respond: @escaping @Sendable (Request) async throws -> Response,
    _ body: @escaping @Sendable (String) async throws -> T
) async throws -> T {
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "test server") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
        responder: CallbackResponder { (request: Request, _: BasicRequestContext) in try await respond(request) },
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(1)
    let services = ServiceGroup(configuration: configuration)
    async let ended: Void = runToItsEnd(services)
    for await port in ports.prefix(1) {
        let result = await Result { try await body("http://127.0.0.1:\(port)") }
        await services.triggerGracefulShutdown()
        await ended
        return try result.get()
    }
    throw CancellationError()
}

/// What a server says when it was cut is nothing that a test asks.
private func runToItsEnd(_ services: ServiceGroup) async { try? await services.run() }
