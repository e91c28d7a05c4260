import Logging
import Testing

@Suite("The log")
struct LogTests {
    @Test("one line per request, by the route's template, without secrets")
    func line() async throws {
        try await TestServer.run { server in
            let target = "/api/workers/%40claude?token=hush"
            let reply = try await server.call("GET", target, headers: ["X-Request-ID: r3"])
            #expect(reply.status == 422)
            let line = try #require(server.logs.requests.first)
            #expect(server.logs.requests.count == 1)
            #expect(line.level == .info)
            #expect(line.metadata["method"] == "GET")
            #expect(line.metadata["route"] == "/api/workers/{id}")
            #expect(line.metadata["status"] == "422")
            #expect(line.metadata["actor"] == "@ada")
            #expect(line.metadata["request_id"] == "r3")
            #expect(Double(line.metadata["ms"] ?? "") != nil)
            let text = line.metadata.values.joined(separator: " ")
            #expect(!text.contains("hush") && !text.contains("tfl_"))
        }
    }

    @Test("what was refused is logged too, an unknown path without its text")
    func refused() async throws {
        try await TestServer.run { server in
            _ = try await server.call("GET", "/hush/hush", key: "")
            _ = try await server.call("GET", "/api/tasks/9", key: server.claude)
            #expect(server.logs.requests.map { $0.metadata["route"] } == ["-", "/api/tasks/{task_id}"])
            #expect(server.logs.requests.map { $0.metadata["actor"] } == ["-", "@claude"])
            #expect(server.logs.requests.map { $0.metadata["status"] } == ["404", "404"])
        }
    }
}
