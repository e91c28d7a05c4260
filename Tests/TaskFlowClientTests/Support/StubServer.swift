import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TaskFlowTestSupport

/// A server on a real socket that remembers what it was asked, and answers everything alike unless told otherwise.
final class StubServer: Sendable {
    struct Seen: Sendable {
        let method: String
        let target: String
        let headers: HTTPFields
        let body: String
    }

    let status: Int
    let body: String
    let headers: HTTPFields
    private let requests = Mutex<[Seen]>([])
    private let answer: (@Sendable (Seen) async throws -> Response)?

    /// Answers each request by itself.
    init(answer: @escaping @Sendable (Seen) async throws -> Response) {
        (status, body, headers) = (200, "", [:])
        self.answer = answer
    }

    init(_ status: Int = 200, _ body: String = "[]", headers: HTTPFields = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
        answer = nil
    }

    var seen: [Seen] { requests.withLock { $0 } }

    /// Serves while the body runs; it gets the server's address.
    func run<T: Sendable>(_ use: @escaping @Sendable (String) async throws -> T) async throws -> T {
        try await withServer(respond, use)
    }

    private func respond(_ request: Request) async throws -> Response {
        let sent = try await request.body.collect(upTo: 8 << 20)
        let seen = Seen(
            method: request.method.rawValue, target: request.uri.string, headers: request.headers,
            body: String(buffer: sent))
        requests.withLock { $0.append(seen) }
        if let answer { return try await answer(seen) }
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
