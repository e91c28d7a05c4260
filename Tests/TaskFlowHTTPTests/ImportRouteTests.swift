import TaskFlowSchema
import Testing

/// `POST /api/imports` takes larger bodies than any other route.
@Suite("Imports over HTTP")
struct ImportRouteTests {
    @Test("several mebibytes here, and nowhere else")
    func size() async throws {
        try await TestServer.run { server async throws in
            try await makeProject(server)
            let long = String(repeating: "x", count: 60_000)
            let tasks = (0..<200).map { "{\"source_id\":\"\($0)\",\"title\":\"t\",\"description\":\"\(long)\"}" }
            let body = "{\"source\":\"beads\",\"project_slug\":\"site\",\"tasks\":[\(tasks.joined(separator: ","))]}"
            #expect(body.utf8.count > 11 << 20)
            let reply = try await server.call("POST", "/api/imports", json: body)
            #expect(reply.status == 200, "\(reply.body.prefix(300))")
            #expect(reply.json?["created"] == 200)
            for path in ["/api/plans", "/api/tasks"] {
                #expect(try await server.call("POST", path, json: body).status == 413, "\(path)")
            }
        }
    }

    @Test("32 MiB and not a byte more")
    func limit() async throws {
        try await TestServer.run { server async throws in
            try await makeProject(server)
            let body = #"{"source":"beads","project_slug":"site","tasks":[{"source_id":"a","title":"t"}]}"#
            let padding = String(repeating: " ", count: (32 << 20) - body.utf8.count)
            #expect(try await server.call("POST", "/api/imports", json: body + padding).json?["created"] == 1)
            let head = "POST /api/imports HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 33554433\r\n"
            let reply = try await server.raw(head + "Authorization: Bearer \(server.ada)\r\n\r\n")
            #expect(reply.status == 413 && reply.json?["code"] == "payload_too_large")
        }
    }

    @Test("nothing is read of those who may not call")
    func refusedFirst() async throws {
        try await TestServer.run { server async throws in
            let head = "POST /api/imports HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 30000000\r\n"
            let bad = "tfl_" + String(repeating: "A", count: 43)
            // They are answered before they have sent anything of it.
            for (key, status) in [(bad, 401), (server.reader, 403)] {
                let reply = try await server.raw(head + "Authorization: Bearer \(key)\r\n\r\n")
                #expect(reply.status == status)
            }
            #expect(try await server.raw(head + "\r\n").status == 401)
        }
    }

    @Test("brackets and bare values cost bounded memory")
    func nesting() async throws {
        try await TestServer.run { server async throws in
            try await makeProject(server)
            let deep = #"{"source":"beads","tasks":"# + String(repeating: "[", count: 100_000)
            let reply = try await server.call("POST", "/api/imports", json: deep)
            #expect(reply.status == 422)
            #expect(reply.json?["detail"]?[0]?["ctx"]?["error"] == "Nested too deeply")
            let many = "[" + String(repeating: "0,", count: 2_200_000) + "0]"
            let crowded = try await server.call("POST", "/api/imports", json: many)
            #expect(crowded.status == 422)
            #expect(crowded.json?["detail"]?[0]?["ctx"]?["error"] == "Too many values")
        }
    }

    @Test("a call that is repeated with its key is answered alike")
    func repeated() async throws {
        try await TestServer.run { server async throws in
            try await makeProject(server)
            let body = #"{"source":"beads","project_slug":"site","tasks":[{"source_id":"a","title":"t"}]}"#
            let key = ["Idempotency-Key: k1"]
            let first = try await server.call("POST", "/api/imports", json: body, headers: key)
            let again = try await server.call("POST", "/api/imports", json: body, headers: key)
            #expect(first.status == 200 && again.status == 200 && first.body == again.body)
            #expect(again["Idempotent-Replayed"] == "true")
            #expect(first["X-Request-Id"] != nil)
        }
    }

    private func makeProject(_ server: TestServer) async throws {
        #expect(try await server.call("POST", "/api/projects", json: #"{"slug":"site"}"#).status == 201)
    }
}
