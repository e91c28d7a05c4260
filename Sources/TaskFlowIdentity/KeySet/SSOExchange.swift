internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// One exchange with the SSO: no redirects, no proxy, at most 256 KiB, and a time limit for the whole of it.
struct SSOExchange: Sendable {
    private static let largestAnswer = 256 << 10

    /// For the whole answer: a body may trickle after its head.
    var limit = Duration.seconds(3)

    /// Asks for a document.
    func get(_ url: String) async throws(KeySetFault) -> SSOReply { try await run(HTTPClientRequest(url: url)) }

    /// Sends a form.
    func post(_ url: String, form: String) async throws(KeySetFault) -> SSOReply {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        return try await run(request)
    }

    private func run(_ request: HTTPClientRequest) async throws(KeySetFault) -> SSOReply {
        var request = request
        request.headers.add(name: "accept", value: "application/json")
        // Exchanges are minutes apart: nothing is kept warm.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        let result = await limited(client, request)
        try? await client.shutdown()
        return try result.get()
    }

    /// The client's own deadline ends with the answer's head, and a body may trickle.
    private func limited(_ client: HTTPClient, _ request: HTTPClientRequest) async -> Result<SSOReply, KeySetFault> {
        await withTaskGroup(of: Result<SSOReply, KeySetFault>.self) { group in
            group.addTask { await exchange(client, request) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return .failure(.timeout)
            }
            let first = await group.next() ?? .failure(.timeout)
            group.cancelAll()
            return first
        }
    }

    private func exchange(_ client: HTTPClient, _ request: HTTPClientRequest) async -> Result<SSOReply, KeySetFault> {
        do {
            let response = try await client.execute(request, timeout: .seconds(20))
            let body = try await response.body.collect(upTo: Self.largestAnswer)
            return .success(
                SSOReply(
                    status: Int(response.status.code), body: Array(body.readableBytesView),
                    date: response.headers.first(name: "date")))
        } catch is NIOTooManyBytesError {
            return .failure(.tooLarge)
        } catch let error as HTTPClientError {
            return .failure(.unreachable(error.shortDescription))
        } catch {
            return .failure(.unreachable(String(String(describing: error).prefix(120))))
        }
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

/// What the SSO answered, whatever its status.
struct SSOReply: Sendable {
    let status: Int
    let body: [UInt8]
    /// Its `Date`, as it was written.
    let date: String?
}
