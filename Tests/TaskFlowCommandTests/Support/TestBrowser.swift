import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TaskFlowSchema
import TaskFlowTestSupport

/// As much of a browser as a sign-in needs: it keeps a server's cookies and goes where it is sent when it is told to.
final class TestBrowser: Sendable {
    struct Page: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: String

        var location: String { headers.first(name: "location") ?? "" }
        var cookies: [String] { headers["set-cookie"] }
        var json: JSON? { try? JSONParser.parse(body.utf8) }
        func header(_ name: String) -> String { headers.first(name: name) ?? "" }
    }

    let server: String
    private let provider: TestProvider
    private let state = Mutex<(cookies: [String: String], callback: String)>(([:], ""))

    init(server: String, provider: TestProvider) { (self.server, self.provider) = (server, provider) }

    /// Where the SSO last sent the browser, as a path of the server.
    var lastCallback: String { state.withLock(\.callback) }

    func get(_ path: String, bearer: String? = nil) async throws -> Page {
        var request = HTTPClientRequest(url: server + path)
        if let bearer { request.headers.add(name: "authorization", value: "Bearer \(bearer)") }
        return try await send(request)
    }

    /// Asks for a session for a token.
    func trade(_ token: String) async throws -> Page {
        var request = HTTPClientRequest(url: server + "/api/session")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "origin", value: server)
        request.body = .bytes(ByteBuffer(string: #"{"token":"\#(token)"}"#))
        return try await send(request)
    }

    /// Goes to the SSO's page, where the person says yes or no, and back to the server.
    func follow(_ begun: Page) async throws -> Page {
        let back = try provider.visit(begun.location)
        let path = String(back.dropFirst(server.count))
        state.withLock { $0.callback = path }
        return try await get(path)
    }

    func waitUntilReady() async throws {
        for _ in 0..<600 {
            if try await get("/readyz").status == 200 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func send(_ request: HTTPClientRequest) async throws -> Page {
        var request = request
        let cookies = state.withLock { $0.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !cookies.isEmpty { request.headers.add(name: "cookie", value: cookies) }
        request.headers.add(name: "connection", value: "close")
        let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
        do {
            let response = try await client.execute(request, timeout: .seconds(60))
            let body = try await response.body.collect(upTo: 1 << 20)
            try await client.shutdown()
            let page = Page(status: Int(response.status.code), headers: response.headers, body: String(buffer: body))
            keep(page.cookies)
            return page
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func keep(_ lines: [String]) {
        for line in lines {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = line.contains("Max-Age=0") ? nil : pair.last.map(String.init)
            state.withLock { $0.cookies[String(pair[0])] = value }
        }
    }
}

/// A port that nobody listens at: for servers that must know theirs before they start.
enum FreePort {
    static func find() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
