import NIOCore
import ServiceLifecycle
import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("GET /api/events/wait", .timeLimit(.minutes(5)))
struct EventWaitRouteTests {
    private static let path = "/api/events/wait"

    @Test("events that are there come at once, and the next wait goes on behind them")
    func atOnce() async throws {
        try await TestServer.run { server in
            let start = try #require(try await server.call("GET", "\(Self.path)?timeout_seconds=0").json)
            #expect(start["timed_out"] == true && start["events"] == [] && start["reset"] == nil)
            let cursor = try #require(start["cursor"]?.stringValue)
            let id = try await server.task("One")
            let next = try await server.call("GET", "\(Self.path)?after=\(cursor)")
            #expect(next.status == 200 && next["content-type"] == "application/json")
            #expect(next.json?["events"]?[0]?["action"] == "created" && next.json?["timed_out"] == false)
            #expect(next.json?["events"]?[0]?["task_id"]?.integerValue == id)
            let behind = try #require(next.json?["cursor"]?.stringValue)
            let last = try await server.call("GET", "\(Self.path)?after=\(behind)&timeout_seconds=0")
            #expect(last.json?["events"] == [] && last.json?["cursor"]?.stringValue == behind)
        }
    }

    @Test("a commit wakes whoever waits")
    func woken() async throws {
        try await TestServer.run { server in
            let id = try await server.task("One")
            async let waiting = server.call("GET", "\(Self.path)?task_ids=\(id)&kinds=started&kinds=blocked")
            try await server.waits(1)
            try await server.task("Two")
            _ = try await server.call("POST", "/api/tasks/\(id)/start")
            let news = try #require(try await waiting.json)
            #expect(news["events"]?.arrayValue?.map { $0["action"]?.stringValue } == ["started"])
        }
    }

    @Test("what is wrong is refused at once")
    func refusals() async throws {
        try await TestServer.run { server async throws in
            for (query, place) in [
                ("after=nonsense", "after"), ("kinds=flown", "kinds"), ("task_ids=x", "task_ids"),
                ("timeout_seconds=51", "timeout_seconds"), ("timeout_seconds=-1", "timeout_seconds"),
                ("timeout=1", "timeout"), ("task_id=1", "task_id"),
            ] {
                let reply = try await server.call("GET", "\(Self.path)?\(query)")
                let location = reply.json?["errors"]?[0]?["loc"] ?? reply.json?["detail"]?[0]?["loc"]
                #expect(reply.status == 422 && location?[0] == "query", "\(query): \(reply.body)")
                #expect(location?[1]?.stringValue == place)
            }
            #expect(try await server.call("GET", Self.path, key: "").status == 401)
            #expect(try await server.call("GET", Self.path, key: server.reader).status == 403)
            let gone = try await server.call("GET", "\(Self.path)?after=deadbeef.1")
            #expect(gone.status == 200 && gone.json?["reset"] == true && gone.json?["timed_out"] == false)
        }
    }

    @Test("a shutdown answers whoever waits, and a client that hangs up waits no longer")
    func endings() async throws {
        try await TestServer.run { server in
            let channel = try await Wire.connect(server.port)
            let head =
                "GET \(Self.path) HTTP/1.1\r\nHost: tasks.test:8000\r\nAuthorization: Bearer \(server.ada)\r\n\r\n"
            try await channel.executeThenClose { _, outbound in
                try await outbound.write(ByteBuffer(string: head))
                try await server.waits(1)
            }
            try await server.waits(0)
            async let waiting = server.call("GET", Self.path)
            try await server.waits(1)
            await server.group.triggerGracefulShutdown()
            #expect(try await waiting.json?["timed_out"] == true)
        }
    }

    @Test("a key that is revoked meanwhile is refused")
    func revoked() async throws {
        try await TestServer.run { server in
            let made = try await server.call("POST", "/api/workers/%40ada/keys", json: #"{"name":"short"}"#)
            let key = try #require(made.json?["key"]?.stringValue)
            let number = try #require(made.json?["id"]?.integerValue)
            async let waiting = server.call("GET", Self.path, key: key)
            try await server.waits(1)
            #expect(try await server.call("DELETE", "/api/workers/%40ada/keys/\(number)").status == 204)
            #expect(try await waiting.status == 401)
        }
    }
}
