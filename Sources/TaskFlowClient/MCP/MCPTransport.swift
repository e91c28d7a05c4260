internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Posts messages to the server's MCP endpoint, many at a time.
struct MCPTransport: Sendable {
    /// The longest silence, in seconds; the server's streams say something every 15.
    static let silence: Int64 = 90

    private let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)

    /// The answer's head; its body is read as it comes.
    func post(
        _ message: MCPMessage, negotiated: String?, to address: ServerAddress, token: String
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address.text + "/mcp")
        request.method = .POST
        for header in MCPHeaders.of(message, negotiated: negotiated) {
            request.headers.add(name: header.name, value: header.value)
        }
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.body = .bytes(ByteBuffer(bytes: message.bytes))
        return try await client.execute(request, deadline: .distantFuture)
    }

    func close() async { try? await client.shutdown() }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(silence)))
        // A subscription keeps its connection; none may wait for another. The server closes idle ones after a minute.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = MCPOutbox.limit
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

/// The headers of a message over Streamable HTTP, which repeat what the body says.
private enum MCPHeaders {
    /// - Parameter negotiated: the revision that `initialize` agreed on, for requests without an envelope.
    static func of(_ message: MCPMessage, negotiated: String?) -> [(name: String, value: String)] {
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: "application/json, text/event-stream"),
        ]
        if let version = message.modernVersion {
            headers.append(("mcp-protocol-version", encode(version)))
            if let method = message.method { headers.append(("mcp-method", encode(method))) }
            if let name = message.name { headers.append(("mcp-name", encode(name))) }
        } else if message.method != "initialize", let negotiated {
            headers.append(("mcp-protocol-version", encode(negotiated)))
        }
        return headers
    }

    /// A value as a header carries it: visible ASCII as it is, all else as `=?base64?…?=`.
    static func encode(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        let isTrimmed = !value.hasPrefix(" ") && !value.hasSuffix(" ")
        let looksEncoded = value.hasPrefix("=?base64?") && value.hasSuffix("?=")
        if isPlain && isTrimmed && !looksEncoded { return value }
        return "=?base64?\(Data(value.utf8).base64EncodedString())?="
    }
}
