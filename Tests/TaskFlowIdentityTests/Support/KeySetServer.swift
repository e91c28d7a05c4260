import Hummingbird
import NIOCore
import Synchronization
import TaskFlowSchema
import TaskFlowTestSupport

/// An SSO's key set on a socket of its own, which can behave as badly as any.
final class KeySetServer: Sendable {
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
        try await withServer({ _ in try await self.answer() }) { address in
            let result = await Result { try await body("\(address)/jwks") }
            self.state.withLock { $0.isEnding = true }
            try result.get()
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
