internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Sends requests to an SSO: over https, or to this machine.
struct SSOTransport: Sendable {
    private static let answerSeconds: Int64 = 15
    private static let largestAnswer = 1 << 20

    func get(_ url: String, bearer: String? = nil) async throws(ClientFailure) -> SSOAnswer {
        try await send("GET", url, bearer: bearer)
    }

    func post(_ url: String, json: JSONObject, bearer: String? = nil) async throws(ClientFailure) -> SSOAnswer {
        try await send("POST", url, bearer: bearer, body: JSON.object(json).bytes, type: "application/json")
    }

    func post(_ url: String, form: [(name: String, value: String)]) async throws(ClientFailure) -> SSOAnswer {
        let pairs = form.map { "\(PathEncoding.encode($0.name))=\(PathEncoding.encode($0.value))" }
        let body = Array(pairs.joined(separator: "&").utf8)
        return try await send("POST", url, body: body, type: "application/x-www-form-urlencoded")
    }

    private func send(
        _ method: String, _ url: String, bearer: String? = nil, body: [UInt8]? = nil, type: String? = nil
    ) async throws(ClientFailure) -> SSOAnswer {
        guard let address = ServerAddress(url), address.mayCarrySecrets else {
            throw .refused("'\(url)' is no https address: secrets are not sent there")
        }
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "accept", value: "application/json")
        if let bearer { request.headers.add(name: "authorization", value: "Bearer \(bearer)") }
        if let type { request.headers.add(name: "content-type", value: type) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        return try await exchange(request, address)
    }

    private func exchange(
        _ request: HTTPClientRequest, _ address: ServerAddress
    ) async throws(ClientFailure) -> SSOAnswer {
        do {
            let answer = try await WebExchange.run(
                request, seconds: Self.answerSeconds, largest: Self.largestAnswer)
            let wait = answer.headers.first(name: "retry-after") ?? answer.headers.first(name: "x-retry-after")
            return SSOAnswer(
                status: answer.status, json: try? JSONParser.parse(answer.body), retryAfter: wait.flatMap { Int($0) })
        } catch {
            throw .unreachable("Cannot reach the SSO at \(address.origin) (\(WebExchange.reason(error)))")
        }
    }
}
