import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TaskFlowSchema
import TaskFlowTestSupport

/// An SSO's key set on a socket of its own, which can behave as badly as any.
final class KeyServer: Sendable {
    enum Behaviour: Sendable {
        case keys([TokenMint])
        case text(String)
        case status(HTTPResponse.Status)
        case redirect(String)
        case hang
        /// Says that more is to come, sends half and then nothing.
        case trickle
        case large
    }

    private let state = Mutex<(behaviour: Behaviour, calls: Int, isEnding: Bool)>((.keys([]), 0, false))

    /// How often keys were asked for.
    var calls: Int { state.withLock { $0.calls } }

    func behave(_ behaviour: Behaviour) { state.withLock { $0 = (behaviour, $0.calls, false) } }

    /// Serves while the body runs; the address is that of the key set.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "keys")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder { (_: Request, _: BasicRequestContext) in try await self.answer() },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        // Ended gracefully: a connection that was taken and is then dropped unseen stops the process in NIO.
        let services = ServiceGroup(services: [application], logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await services.run() }
            for await port in ports.prefix(1) {
                let result = await Result { try await body("http://127.0.0.1:\(port)/jwks") }
                state.withLock { $0.isEnding = true }
                await services.triggerGracefulShutdown()
                try result.get()
            }
        }
    }

    /// Keeps a caller waiting, until the server ends.
    private func hang() async throws {
        while !state.withLock({ $0.isEnding }) { try await Task.sleep(for: .milliseconds(50)) }
    }

    private func answer() async throws -> Response {
        let behaviour = state.withLock { state in
            state.calls += 1
            return state.behaviour
        }
        switch behaviour {
        case .keys(let mints): return Self.response(.ok, TokenMint.keySet(mints).text)
        case .text(let text): return Self.response(.ok, text)
        case .status(let status): return Self.response(status, "{}")
        case .redirect(let target): return Response(status: .found, headers: [.location: target])
        case .hang:
            try await hang()
            return Response(status: .ok)
        case .trickle:
            return Response(
                status: .ok, headers: [.contentLength: "1000"],
                body: ResponseBody { [self] writer in
                    try await writer.write(ByteBuffer(string: #"{"keys":["#))
                    try await hang()
                })
        case .large:
            let filler = String(repeating: " ", count: 256 << 10)
            return Self.response(.ok, TokenMint.keySet([TestMints.mint()]).text + filler)
        }
    }

    private static func response(_ status: HTTPResponse.Status, _ text: String) -> Response {
        // What Glewlwyd and others say; nothing is to come of it.
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Result where Failure == any Error {
    /// What became of an asynchronous body.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
