import NIOCore
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import Testing

extension TestServer {
    /// Calls the server on a connection of its own.
    /// - Parameters:
    ///   - key: Sent as `Authorization: Bearer`; `@ada`'s when not given, none when empty.
    ///   - json: The body, with its `Content-Type`.
    func call(
        _ method: String, _ target: String, key: String? = nil, json: String? = nil, headers: [String] = []
    ) async throws -> Reply {
        let key = key ?? ada
        var lines = headers
        if !key.isEmpty { lines.append("Authorization: Bearer \(key)") }
        if json != nil { lines.append("Content-Type: application/json") }
        return try await send(method, target, lines, body: json.map { ByteBuffer(string: $0) })
    }

    /// Sends a request with just these headers, `Host` (unless given) and the body's length.
    func send(_ method: String, _ target: String, _ headers: [String] = [], body: ByteBuffer? = nil) async throws
        -> Reply
    {
        var lines = ["\(method) \(target) HTTP/1.1"] + headers + ["Connection: close"]
        if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) { lines.append("Host: tasks.test:8000") }
        if let body { lines.append("Content-Length: \(body.readableBytes)") }
        let head = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        return try await raw([head, body].compactMap { $0 })
    }

    /// Sends bytes as they are; they should ask for the connection to be closed.
    func raw(_ pieces: [ByteBuffer]) async throws -> Reply {
        try #require(Reply(try await Wire.exchange(pieces, port: port)))
    }

    /// The status of a `GET` of `@ada`'s; `nil` where the server hung up on a client that was too slow to ask.
    func status(of target: String) async throws -> Int? {
        let lines = [
            "GET \(target) HTTP/1.1", "Host: tasks.test:8000", "Authorization: Bearer \(ada)", "Connection: close",
        ]
        let head = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        return Reply(try await Wire.exchange([head], port: port))?.status
    }

    func raw(_ text: String) async throws -> Reply { try await raw([ByteBuffer(string: text)]) }

    /// Creates a task and answers its id.
    @discardableResult
    func task(_ title: String = "Write the tests") async throws -> Int {
        let reply = try await call("POST", "/api/tasks", json: #"{"title":"\#(title)"}"#)
        #expect(reply.status == 201)
        return try #require(reply.json?["id"]?.integerValue)
    }

    /// Signs `@ada` in and answers the cookie.
    func signIn() async throws -> String {
        let code = try await sessions.issueCode(for: .init(trusted: "@ada"))
        let reply = try await call("POST", "/api/session", key: "", json: #"{"code":"\#(code)"}"#)
        #expect(reply.status == 204)
        let cookie = try #require(reply["set-cookie"])
        return String(cookie.prefix { $0 != ";" })
    }
}

extension TestServer {
    /// Until so many streams and waits for events are open.
    func waits(_ count: Int) async throws {
        for _ in 0..<20_000 where events.count != count { try await Task.sleep(for: .milliseconds(1)) }
        #expect(events.count == count)
        if count > 0 { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Until so many calls wait for something to claim.
    func claimersWait(_ count: Int) async throws {
        for _ in 0..<20_000 where line.count != count { try await Task.sleep(for: .milliseconds(1)) }
        #expect(line.count == count)
    }
}
