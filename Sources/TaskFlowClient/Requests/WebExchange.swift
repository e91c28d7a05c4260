internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One request and its answer, with a client of its own: one per command is usual, so nothing is kept warm.
enum WebExchange {
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    /// - Parameters:
    ///   - seconds: How long the whole may take.
    ///   - largest: The longest body that is read, in bytes.
    static func run(_ request: HTTPClientRequest, seconds: Int64, largest: Int) async throws -> Answer {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(seconds))
        let result: Result<Answer, any Error>
        do { result = .success(try await exchange(request, client, seconds, largest)) } catch {
            result = .failure(error)
        }
        // Closing an idle client cannot fail in a way that matters to the answer.
        try? await client.shutdown()
        return try result.get()
    }

    /// What stood in the way, in a few words.
    static func reason(_ error: any Error) -> String {
        if isRefusal(error) { return "connection refused" }
        if let error = error as? IOError { return "\(error)" }
        if let error = error as? HTTPClientError { return error.shortDescription }
        return String(describing: error).split(separator: "\n").first.map(String.init) ?? "no connection"
    }

    /// Whether it took too long.
    static func isTimeout(_ error: any Error) -> Bool {
        guard let error = error as? HTTPClientError else { return false }
        return error == .deadlineExceeded || error == .readTimeout
    }

    /// Whether no connection came about, so that nothing was sent.
    static func neverConnected(_ error: any Error) -> Bool {
        isRefusal(error) || error is NIOConnectionError || (error as? HTTPClientError) == .connectTimeout
    }

    /// Whether the connection broke before the whole answer was there, so that the request may have been carried out.
    static func isLost(_ error: any Error) -> Bool {
        if error is HTTPParserError { return true }
        if error is IOError { return !isRefusal(error) }
        guard let error = error as? HTTPClientError else { return false }
        return error == .remoteConnectionClosed || error == .uncleanShutdown || error == .bodyLengthMismatch
    }

    /// Whether nobody listens there, at none of the addresses that a name has.
    private static func isRefusal(_ error: any Error) -> Bool {
        if let error = error as? IOError { return error.errnoCode == ECONNREFUSED }
        guard let attempts = (error as? NIOConnectionError)?.connectionErrors, !attempts.isEmpty else { return false }
        return attempts.allSatisfy { isRefusal($0.error) }
    }

    private static func exchange(
        _ request: HTTPClientRequest, _ client: HTTPClient, _ seconds: Int64, _ largest: Int
    ) async throws -> Answer {
        let response = try await client.execute(request, timeout: .seconds(seconds))
        let body = try await response.body.collect(upTo: largest)
        return Answer(
            status: Int(response.status.code), headers: response.headers, body: Array(body.readableBytesView))
    }

    // A redirect would carry the key elsewhere; a refused connection is an answer, not something to retry for seconds.
    private static func configuration(_ seconds: Int64) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(min(seconds, 5))))
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
