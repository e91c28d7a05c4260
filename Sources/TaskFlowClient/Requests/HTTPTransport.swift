internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import TaskFlowSchema

/// Sends requests to the server.
struct HTTPTransport: Sendable {
    private static let largestAnswer = 64 << 20

    let address: ServerAddress
    /// How many seconds the server was asked to wait before it answers.
    var waiting = 0
    /// How many seconds an answer may take beyond that.
    var patience: Int64 = 30

    private var seconds: Int64 { patience + Int64(waiting) }

    /// - Parameter token: `nil` for what anyone may ask.
    func send(_ request: APIRequest, token: String?) async throws(ClientFailure) -> APIResponse {
        do throws(TransportFault) { return try await attempt(request, token: token) } catch { throw error.failure }
    }

    /// Sends a request, and tells of what stood in the way whether the server may have it.
    func attempt(_ request: APIRequest, token: String?) async throws(TransportFault) -> APIResponse {
        do {
            let answer = try await WebExchange.run(
                httpRequest(request, token), seconds: seconds, largest: Self.largestAnswer)
            return APIResponse(
                status: answer.status, body: answer.body, link: answer.headers["link"].joined(separator: ", "),
                total: answer.headers.first(name: "x-total-count"),
                retryAfter: answer.headers.first(name: "retry-after"))
        } catch {
            throw TransportFault(
                failure: .transport(error, address, seconds: seconds),
                isLost: WebExchange.isLost(error), isLate: WebExchange.isTimeout(error),
                neverConnected: WebExchange.neverConnected(error))
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

/// A request without the server's address and the token.
struct APIRequest: Equatable, Sendable {
    var method: String
    /// Path and query, percent-encoded.
    var target: String
    var headers: [Header] = []
    var body: [UInt8]?

    struct Header: Equatable, Sendable {
        let name: String
        let value: String
    }
}

/// The server's answer.
struct APIResponse: Equatable, Sendable {
    let status: Int
    let body: [UInt8]
    /// The `Link` header.
    var link: String?
    /// The `X-Total-Count` header.
    var total: String?
    /// The `Retry-After` header.
    var retryAfter: String?

    /// The refusal's code (docs/contract.md, 5.2); `nil` where the answer is not the API's own.
    var code: String? { (try? JSONParser.parse(body))?["code"]?.stringValue }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// What a refusal says: the server's own message, or every validation error as `title: …`, in one line.
    var refusal: String {
        let json = try? JSONParser.parse(body)
        if let message = json?["error"]?.stringValue { return message }
        if let message = json?["detail"]?.stringValue { return message }
        if let issues = json?["detail"]?.arrayValue, !issues.isEmpty {
            return issues.map(Self.describe).joined(separator: "; ")
        }
        return "The server answered with status \(status)"
    }

    private static func describe(_ issue: JSON) -> String {
        let told = issue["msg"]?.stringValue ?? "is not valid"
        // What pydantic puts before a rule of the program's own says nothing to people.
        let message = told.hasPrefix("Value error, ") ? String(told.dropFirst("Value error, ".count)) : told
        let steps = (issue["loc"]?.arrayValue ?? []).compactMap { $0.stringValue ?? $0.integerValue.map(String.init) }
        // The first step says where the value travelled; people who gave flags need not know.
        let place = steps.count > 1 ? steps.dropFirst() : steps[...]
        return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
    }
}
