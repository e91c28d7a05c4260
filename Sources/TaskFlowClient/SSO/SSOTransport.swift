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

/// What an SSO answered.
struct SSOAnswer: Sendable {
    let status: Int
    /// The body, where it is JSON.
    let json: JSON?
    /// Seconds to wait, where it says so; Better Auth calls the header `X-Retry-After`.
    let retryAfter: Int?

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The code of an OAuth error (RFC 6749 section 5.2): `authorization_pending`.
    var fault: String? { text("error") }

    /// What it says is wrong, for people.
    var explanation: String { text("error_description") ?? text("message") ?? fault ?? "status \(status)" }

    /// A member of the body that is a text with something in it.
    func text(_ name: String) -> String? {
        guard let text = json?[name]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// A member of the body that is a number of seconds, brought into a range.
    func seconds(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let number: Double? =
            switch json?[name] {
            case .integer(let value): Double(value)
            case .decimal(let value): value
            default: nil
            }
        guard let number, number.isFinite else { return nil }
        return Int(min(max(number, Double(range.lowerBound)), Double(range.upperBound)))
    }
}
