internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Fetches over HTTP: no redirects, no proxy, at most 256 KiB and 3 seconds. Cache headers of the answer are not heeded.
struct HTTPKeySetFetcher: KeySetFetcher {
    private static let largestAnswer = 256 << 10

    let address: KeySetAddress
    var limit = Duration.seconds(3)

    func fetch() async throws(KeySetFault) -> [UInt8] { try await fetchDated().document }

    /// The key set, and the time that the SSO's `Date` tells.
    func fetchDated() async throws(KeySetFault) -> DatedKeySet {
        // Fetches are minutes apart: nothing is kept warm.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        let result = await limited(client)
        try? await client.shutdown()
        return try result.get()
    }

    /// The client's own deadline ends with the answer's head, and a body may trickle.
    private func limited(_ client: HTTPClient) async -> Result<DatedKeySet, KeySetFault> {
        await withTaskGroup(of: Result<DatedKeySet, KeySetFault>.self) { group in
            group.addTask { await exchange(client) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return .failure(.timeout)
            }
            let first = await group.next() ?? .failure(.timeout)
            group.cancelAll()
            return first
        }
    }

    private func exchange(_ client: HTTPClient) async -> Result<DatedKeySet, KeySetFault> {
        var request = HTTPClientRequest(url: address.url)
        request.headers.add(name: "accept", value: "application/json")
        do {
            let response = try await client.execute(request, timeout: .seconds(10))
            guard response.status == .ok else { return .failure(.status(Int(response.status.code))) }
            let body = try await response.body.collect(upTo: Self.largestAnswer)
            return .success(
                DatedKeySet(document: Array(body.readableBytesView), date: response.headers.first(name: "date")))
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

/// An answer of the SSO with its `Date`, as it was written.
struct DatedKeySet: Sendable {
    let document: [UInt8]
    let date: String?
}

/// Why an answer of the SSO is not taken for its key set; the set that was known stays.
package enum KeySetFault: Error, Sendable, Equatable, CustomStringConvertible {
    case unreachable(String)
    case status(Int)
    case tooLarge
    case timeout
    case notAKeySet
    case noUsableKey

    /// The end of a sentence that begins with the key set.
    package var description: String {
        switch self {
        case .unreachable(let reason): "cannot be reached (\(reason))"
        case .status(let code): "answered \(code)"
        case .tooLarge: "answered more than 256 KiB"
        case .timeout: "gave no whole answer within 3 seconds"
        case .notAKeySet: "answered something that is not a JSON Web Key Set"
        case .noUsableKey: "has no key that can be used"
        }
    }
}
