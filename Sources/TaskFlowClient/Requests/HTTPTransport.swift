internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Sends requests to the server.
struct HTTPTransport: Sendable {
    private static let answerSeconds: Int64 = 30
    private static let largestAnswer = 64 << 20

    let address: ServerAddress

    /// - Parameter token: `nil` for what anyone may ask.
    func send(_ request: APIRequest, token: String?) async throws(ClientFailure) -> APIResponse {
        do {
            let answer = try await WebExchange.run(
                httpRequest(request, token), seconds: Self.answerSeconds, largest: Self.largestAnswer)
            return APIResponse(
                status: answer.status, body: answer.body, link: answer.headers["link"].joined(separator: ", "),
                total: answer.headers.first(name: "x-total-count"))
        } catch {
            throw .transport(error, address, seconds: Self.answerSeconds)
        }
    }

    private func httpRequest(_ request: APIRequest, _ token: String?) -> HTTPClientRequest {
        var sent = HTTPClientRequest(url: address.text + request.target)
        sent.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { sent.headers.add(name: header.name, value: header.value) }
        sent.headers.add(name: "accept", value: "application/json")
        if let token { sent.headers.add(name: "authorization", value: "Bearer \(token)") }
        sent.headers.add(name: "x-taskflow-client", value: "cli")
        if let body = request.body { sent.body = .bytes(ByteBuffer(bytes: body)) }
        return sent
    }
}
