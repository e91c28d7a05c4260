import NIOCore
import ServiceLifecycle
import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("GET /api/events", .timeLimit(.minutes(5)))
struct EventRouteTests {
    @Test("events come with cursor, action and entry, and the task where it is asked for")
    func events() async throws {
        try await TestServer.run { server in
            let text = try await listen(server, "/api/events?include=task", until: "event: started") {
                let id = try await server.task("Größe x")
                _ = try await server.call("POST", "/api/tasks/\(id)/start")
            }
            let head = try #require(Reply(text))
            #expect(head.status == 200 && head["content-type"] == "text/event-stream")
            let frames = Frame.all(head.body)
            // The first frame moves the cursor and is no event.
            #expect(frames.first?.id != nil && frames.first?.data == nil)
            let created = try #require(frames.first { $0.event == "created" })
            let json = try JSONParser.parse(try #require(created.data).utf8)
            #expect(json["action"] == "created" && json["task"]?["title"] == "Größe x")
            #expect(created.id?.hasSuffix(".\(json["id"]?.integerValue ?? 0)") == true)
        }
    }

    @Test("a browser's cookie listens, and Last-Event-ID goes on from there")
    func cookie() async throws {
        try await TestServer.run { server in
            let cookie = try await server.signIn()
            let first = try await listen(server, "/api/events", ["Cookie: \(cookie)"], until: "event: created") {
                try await server.task("One")
            }
            let cursor = try #require(Frame.all(first).last?.id)
            try await server.task("Two")
            let next = try await listen(
                server, "/api/events?after=ffff.1", ["Cookie: \(cookie)", "Last-Event-ID: \(cursor)"],
                until: "event: created"
            ) {}
            let events = Frame.all(next).filter { $0.event != nil }
            #expect(events.map(\.event) == ["created"], "\(next)")
            #expect(events.first?.data?.contains("\"entity_id\":\"2\"") == true)
        }
    }

    @Test("what is wrong is refused before a stream begins")
    func refusals() async throws {
        try await TestServer.run { server async throws in
            for (path, status) in [
                ("/api/events?after=nonsense", 422), ("/api/events?kinds=flown", 422), ("/api/events?project=x", 422),
                ("/api/events?include=all", 422), ("/api/events?task_id=x", 422), ("/api/events?cursor=1", 422),
            ] {
                #expect(try await server.call("GET", path).status == status, "\(path)")
            }
            #expect(try await server.call("GET", "/api/events", key: "").status == 401)
            #expect(try await server.call("GET", "/api/events", key: server.reader).status == 403)
        }
    }

    @Test("a shutdown ends the streams first, and says when to come back")
    func shutdown() async throws {
        try await TestServer.run { server in
            let text = try await listen(server, "/api/events", until: "0\r\n\r\n") {
                await server.group.triggerGracefulShutdown()
            }
            #expect(text.contains("retry: 3000\n\n"))
        }
    }

    /// Listens, does something once the stream stands, and reads until a text has come.
    private func listen(
        _ server: TestServer, _ path: String, _ headers: [String] = [], until end: String,
        _ act: @escaping @Sendable () async throws -> Void
    ) async throws -> String {
        let channel = try await Wire.connect(server.port)
        let own = headers.isEmpty ? ["Authorization: Bearer \(server.ada)"] : headers
        let head = (["GET \(path) HTTP/1.1", "Host: tasks.test:8000"] + own).joined(separator: "\r\n")
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: head + "\r\n\r\n"))
            var (text, hasActed) = ("", false)
            for try await piece in inbound {
                text += String(buffer: piece)
                if text.contains("\r\n\r\n"), text.contains("id: ") || headers.count > 1, !hasActed {
                    hasActed = true
                    try await act()
                }
                if text.contains(end) && text.hasSuffix("\n\n\r\n") || text.hasSuffix("0\r\n\r\n") { break }
            }
            return text
        }
    }
}

/// A frame of a stream, as a client reads it.
private struct Frame {
    var event: String?
    var id: String?
    var data: String?

    /// The frames of a body in chunks.
    static func all(_ body: String) -> [Frame] {
        // To Swift a CR and an LF are one character.
        let lines = body.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        var frames = [Frame()]
        for line in lines {
            if line.hasPrefix("event: ") { frames[frames.count - 1].event = String(line.dropFirst(7)) }
            if line.hasPrefix("id: ") { frames[frames.count - 1].id = String(line.dropFirst(4)) }
            if line.hasPrefix("data: ") { frames[frames.count - 1].data = String(line.dropFirst(6)) }
            if line.isEmpty { frames.append(Frame()) }
        }
        return frames.filter { $0.id != nil || $0.event != nil }
    }
}
