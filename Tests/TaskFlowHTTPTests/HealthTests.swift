import NIOCore
import ServiceLifecycle
import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("Health and shutdown")
struct HealthTests {
    @Test("the three routes when all is well")
    func well() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.send("GET", "/health").body == #"{"status":"healthy","version":"1.2.3"}"#)
            #expect(try await server.send("GET", "/readyz").body == #"{"status":"ready"}"#)
            #expect(try await server.send("GET", "/api/health/db").body == #"{"database":"connected"}"#)
        }
    }

    @Test("the three routes when the database is not there")
    func unwell() async throws {
        try await TestServer.run { server in
            server.health.fail()
            #expect(try await server.send("GET", "/health").status == 200)
            #expect(try await server.send("GET", "/readyz").status == 503)
            let reply = try await server.send("GET", "/api/health/db")
            #expect(reply.status == 503)
            #expect(reply.json?["error"] == "Database error: it does not answer")
            #expect(reply.json?["status_code"] == 503)
            #expect(!reply.body.contains("disk"))
        }
    }

    @Test("shutdown finishes what is in flight and takes no more", .timeLimit(.minutes(10)))
    func shutdown() async throws {
        try await TestServer.run { server in
            async let slow = server.call("GET", "/api/test/slow?pause=3000")
            try await SlowOperation.waitForBegin(pause: 3000)
            await server.group.triggerGracefulShutdown()
            // The listener closes in its own time: until it has, a further connection may still be answered.
            while let answer = try? await Wire.exchange([Self.healthCall], port: server.port), !answer.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await slow.status == 200)
        }
    }

    private static let healthCall = ByteBuffer(string: "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    @Test("while the server shuts down, it is not ready", .timeLimit(.minutes(10)))
    func draining() async throws {
        try await TestServer.run { server in
            // Two requests in flight on one connection: the second is answered when the shutdown has begun.
            let first =
                "GET /api/test/slow?pause=3001 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.ada)\r\n\r\n"
            let second = "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            async let answers = Wire.exchange([ByteBuffer(string: first + second)], port: server.port)
            try await SlowOperation.waitForBegin(pause: 3001)
            await server.group.triggerGracefulShutdown()
            let text = try await answers
            #expect(text.hasPrefix("HTTP/1.1 200"))
            #expect(text.contains("HTTP/1.1 503"))
            #expect(text.hasSuffix(#"{"status":"shutting_down"}"#))
        }
    }

    @Test(
        "told to stop, it is not ready at once, ends its streams first, and answers on for a while",
        .timeLimit(.minutes(10)))
    func drainDelay() async throws {
        try await TestServer.run({ $0.drainSeconds = 5 }) { server in
            try await EventReader.run(server, MCPStreamTests.listen(["taskflow://me"], id: 12)) { reader in
                _ = try await reader.event()
                await server.group.triggerGracefulShutdown()
                #expect(try await reader.event()["id"] == 12)
                #expect(try await reader.isAtEnd())
                // On connections of their own: the port is open still.
                let ready = try await server.send("GET", "/readyz")
                #expect(ready.status == 503 && ready.json?["status"] == "shutting_down")
                #expect(try await server.call("POST", "/api/tasks", json: #"{"title":"t"}"#).status == 201)
                #expect(server.logs.all.contains { $0.message == "Shutting down" })
            }
            while let answer = try? await Wire.exchange([Self.healthCall], port: server.port), !answer.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    @Test(
        "a port that cannot be opened keeps nobody waiting, and nothing is said of a shutdown", .timeLimit(.minutes(10))
    )
    func noDelayWithoutPort() async throws {
        try await TestServer.run { server in
            let logs = LogLines()
            let settings = { (settings: inout HTTPSettings) in
                settings.port = server.port
                settings.drainSeconds = 300
            }
            // The time limit of the test is shorter than the delay.
            await #expect(throws: (any Error).self) { try await TestServer.run(logs: logs, settings) { _ in } }
            #expect(!logs.all.contains { $0.message == "Shutting down" })
        }
    }
}
