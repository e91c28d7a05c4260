import TaskFlowSchema
import Testing

@Suite("Routes")
struct RoutingTests {
    @Test("a path nobody knows is 404 in the default shape")
    func unknownPath() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.call("GET", "/api/nothing", key: "")
            #expect(reply.status == 404)
            #expect(reply.json?["error"] == "Not Found")
            #expect(reply.json?["status_code"] == 404)
            #expect(reply.json?["code"] == "not_found")
            #expect(reply.json?["request_id"]?.stringValue == reply["x-request-id"])
        }
    }

    @Test("a known path with another method is 405 with Allow")
    func otherMethod() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.call("PUT", "/api/tasks/1", key: "")
            #expect(reply.status == 405)
            #expect(reply["allow"] == "GET, PATCH, DELETE, HEAD, OPTIONS")
            #expect(reply.json?["code"] == "method_not_allowed")
            #expect(try await server.call("GET", "/api/tasks/1/start").status == 405)
        }
    }

    @Test("OPTIONS tells the methods")
    func options() async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.send("OPTIONS", "/api/tasks")
            #expect(reply.status == 204)
            #expect(reply["allow"] == "POST, GET, HEAD, OPTIONS")
        }
    }

    @Test("path parameters are percent-decoded", arguments: ["/api/workers/%40claude", "/api/w%6Frkers/@claude"])
    func decoded(path: String) async throws {
        try await TestServer.run { server async throws in
            let reply = try await server.call("GET", path)
            #expect(reply.status == 200)
            #expect(reply.json?["id"] == "@claude")
        }
    }

    @Test("what is no escape stays as it is, and bytes that are no text are refused as a value")
    func badEscapes() async throws {
        try await TestServer.run { server async throws in
            for (segment, input) in [
                ("%zz", "%zz"), ("1%", "1%"), ("%FF", "\u{FFFD}"), ("1%2F2", "1/2"), ("%00", "\0"),
            ] {
                let reply = try await server.call("GET", "/api/tasks/\(segment)")
                #expect(reply.status == 422, "\(segment)")
                #expect(reply.json?["detail"]?[0]?["input"]?.stringValue == input)
                #expect(reply.json?["detail"]?[0]?["loc"] == ["path", "task_id"])
            }
        }
    }

    @Test("an empty segment is no parameter")
    func emptySegment() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.call("POST", "/api/tasks//start").status == 404)
        }
    }

    @Test("a slash at the end says nothing, whatever the path and the method")
    func trailingSlash() async throws {
        try await TestServer.run { server async throws in
            let id = try await server.task()
            for path in ["/api/tasks?limit=1", "/api/tasks/\(id)", "/api/me", "/health", "/docs", "/openapi.json"] {
                let parts = path.split(separator: "?")
                let slashed = parts[0] + "/" + (parts.count == 2 ? "?" + parts[1] : "")
                for method in ["GET", "HEAD", "OPTIONS", "PUT"] {
                    let (bare, other) = (
                        try await server.call(method, path), try await server.call(method, String(slashed))
                    )
                    #expect(other.status == bare.status && other["allow"] == bare["allow"], "\(method) \(slashed)")
                    if method == "HEAD" { #expect(other["content-length"] == bare["content-length"]) }
                }
            }
            let created = try await server.call("POST", "/api/tasks/", json: #"{"title":"t"}"#)
            #expect(created.status == 201)
            #expect(try await server.call("POST", "/api/tasks/\(id)/start/").status == 200)
            #expect(try await server.call("GET", "/api/nothing/").status == 404)
            #expect(try await server.call("POST", "/mcp/", json: "{}").status != 404)
        }
    }

    @Test("one slash at the end is left out, not two, and nothing is sent elsewhere")
    func slashes() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.call("GET", "/api/tasks//").status == 404)
            #expect(try await server.call("GET", "//").status == 404)
            #expect(try await server.call("GET", "//elsewhere.test/").status == 404)
        }
    }

    @Test("HEAD has GET's headers, its length, and no body")
    func head() async throws {
        try await TestServer.run { server async throws in
            let id = try await server.task()
            let get = try await server.call("GET", "/api/tasks/\(id)")
            let head = try await server.call("HEAD", "/api/tasks/\(id)")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head["content-length"] == String(get.body.utf8.count))
            let names = { (reply: Reply) in Set(reply.headers.map(\.name)) }
            #expect(names(head) == names(get))
            #expect(head["etag"] == get["etag"])
        }
    }
}
