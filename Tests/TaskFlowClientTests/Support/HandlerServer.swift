import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TaskFlowTestSupport

/// A server on a real socket that answers as a closure says, and remembers what it was asked.
final class HandlerServer: Sendable {
    struct Seen: Sendable {
        let method: String
        let path: String
        let headers: HTTPFields
        let body: String
        /// The address that the request was sent to.
        let address: String

        var bearer: String? { headers[.authorization].map { String($0.dropFirst(7)) } }
    }

    struct Reply: Sendable {
        var status = 200
        var body = "{}"
        var headers: HTTPFields = [:]
        /// Whether the connection breaks in the middle of the answer.
        var breaks = false
    }

    private let handle: @Sendable (Seen) -> Reply
    private let requests = Mutex<[Seen]>([])

    init(_ handle: @escaping @Sendable (Seen) -> Reply) { self.handle = handle }

    var seen: [Seen] { requests.withLock { $0 } }

    func count(_ path: String) -> Int { seen.count { $0.path == path } }

    /// Serves while the body runs; it gets the server's address.
    func run<T: Sendable>(_ use: @escaping @Sendable (String) async throws -> T) async throws -> T {
        try await withServer(respond, use)
    }

    private func respond(_ request: Request) async throws -> Response {
        let sent = try await request.body.collect(upTo: 1 << 20)
        let seen = Seen(
            method: request.method.rawValue, path: request.uri.path, headers: request.headers,
            body: String(buffer: sent),
            address: "http://\(request.head.authority ?? "")")
        requests.withLock { $0.append(seen) }
        let reply = handle(seen)
        let body =
            reply.breaks
            ? ResponseBody(contentLength: 1000) { _ in throw CancellationError() }
            : ResponseBody(byteBuffer: ByteBuffer(string: reply.body))
        return Response(status: HTTPResponse.Status(code: reply.status), headers: reply.headers, body: body)
    }
}
