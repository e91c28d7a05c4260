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

    private let state = Mutex<(behaviour: Behaviour, calls: Int)>((.keys([]), 0))

    /// How often keys were asked for.
    var calls: Int { state.withLock { $0.calls } }

    func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

    /// Serves while the body runs; the address is that of the key set.
    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "keys")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder { (_: Request, _: BasicRequestContext) in try await self.answer() },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            group.addTask {
                for await port in ports.prefix(1) { try await body("http://127.0.0.1:\(port)/jwks") }
            }
            try await group.next()
            group.cancelAll()
        }
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
            try await Task.sleep(for: .seconds(30))
            return Response(status: .ok)
        case .trickle:
            return Response(
                status: .ok, headers: [.contentLength: "1000"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: #"{"keys":["#))
                    try await Task.sleep(for: .seconds(30))
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
