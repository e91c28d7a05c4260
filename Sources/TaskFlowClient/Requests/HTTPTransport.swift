internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Sends requests. One per command is usual, so nothing is kept warm.
struct HTTPTransport: Sendable {
    private static let answerSeconds: Int64 = 30
    private static let largestAnswer = 64 << 20

    let address: ServerAddress

    func send(_ request: APIRequest, token: String) async throws(ClientFailure) -> APIResponse {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        let result: Result<APIResponse, any Error>
        do { result = .success(try await exchange(httpRequest(request, token), client)) } catch {
            result = .failure(error)
        }
        // Closing an idle client cannot fail in a way that matters to the answer.
        try? await client.shutdown()
        do { return try result.get() } catch { throw .transport(error, address, seconds: Self.answerSeconds) }
    }

    private func exchange(_ request: HTTPClientRequest, _ client: HTTPClient) async throws -> APIResponse {
        let response = try await client.execute(request, timeout: .seconds(Self.answerSeconds))
        let body = try await response.body.collect(upTo: Self.largestAnswer)
        return APIResponse(
            status: Int(response.status.code), body: Array(body.readableBytesView),
            link: response.headers["link"].joined(separator: ", "), total: response.headers.first(name: "x-total-count")
        )
    }

    private func httpRequest(_ request: APIRequest, _ token: String) -> HTTPClientRequest {
        var sent = HTTPClientRequest(url: address.text + request.target)
        sent.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { sent.headers.add(name: header.name, value: header.value) }
        sent.headers.add(name: "accept", value: "application/json")
        sent.headers.add(name: "authorization", value: "Bearer \(token)")
        sent.headers.add(name: "x-taskflow-client", value: "cli")
        if let body = request.body { sent.body = .bytes(ByteBuffer(bytes: body)) }
        return sent
    }

    // A redirect would carry the key elsewhere; a refused connection is an answer, not something to retry for seconds.
    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
