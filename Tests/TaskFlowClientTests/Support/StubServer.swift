import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TaskFlowTestSupport

/// A server on a real socket that remembers what it was asked, and answers everything alike unless told otherwise.
final class StubServer: Sendable {
    struct Seen: Sendable {
        let method: String
        /// Path and query.
        let target: String
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

        fileprivate var response: Response {
            let body =
                breaks
                ? ResponseBody(contentLength: 1000) { _ in throw CancellationError() }
                : ResponseBody(byteBuffer: ByteBuffer(string: body))
            return Response(status: HTTPResponse.Status(code: status), headers: headers, body: body)
        }
    }

    private let requests = Mutex<[Seen]>([])
    private let answer: @Sendable (Seen) async throws -> Response

    /// Answers each request by itself.
    init(answer: @escaping @Sendable (Seen) async throws -> Response) { self.answer = answer }

    convenience init(_ status: Int = 200, _ body: String = "[]", headers: HTTPFields = [:]) {
        self.init { _ in Reply(status: status, body: body, headers: headers).response }
    }

    /// Answers each request by itself, in plain terms.
    static func replying(_ reply: @escaping @Sendable (Seen) -> Reply) -> StubServer {
        StubServer { reply($0).response }
    }

    var seen: [Seen] { requests.withLock { $0 } }

    func count(_ path: String) -> Int { seen.count { $0.path == path } }

    /// Serves while the body runs; it gets the server's address.
    func run<T: Sendable>(_ use: @escaping @Sendable (String) async throws -> T) async throws -> T {
        try await withServer(respond, use)
    }

    private func respond(_ request: Request) async throws -> Response {
        let sent = try await request.body.collect(upTo: 8 << 20)
        let seen = Seen(
            method: request.method.rawValue, target: request.uri.string, path: request.uri.path,
            headers: request.headers, body: String(buffer: sent), address: "http://\(request.head.authority ?? "")")
        requests.withLock { $0.append(seen) }
        return try await answer(seen)
    }
}
