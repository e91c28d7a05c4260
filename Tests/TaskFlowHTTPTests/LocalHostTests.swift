import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("Local sign-in answers to this machine alone")
struct LocalHostTests {
    @Test(
        "Host is a name of this machine",
        arguments: ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:9", "tasks.test"])
    func ownHost(host: String) async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server async throws in
            #expect(try await server.send("GET", "/health", ["Host: \(host)"]).status == 200)
        }
    }

    @Test(
        "another Host is refused",
        arguments: ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:8000", "2130706433"])
    func otherHost(host: String) async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server in
            let reply = try await server.send(
                "GET", "/api/me", ["Host: \(host)", "Authorization: Bearer \(server.ada)"])
            #expect(reply.status == 403)
            #expect(reply.json?["code"] == "forbidden")
        }
    }

    @Test("no Host at all is refused")
    func noHost() async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server async throws in
            #expect(try await server.raw("GET /health HTTP/1.0\r\nConnection: close\r\n\r\n").status == 403)
        }
    }

    @Test("a change that another site's page asks for is refused, whatever the credential")
    func otherOrigin() async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server async throws in
            let body = #"{"title":"t"}"#
            for (origin, status) in [("http://evil.test", 403), ("null", 403), ("http://localhost:5173", 201)] {
                let headers = ["Host: localhost:1", "Origin: \(origin)"]
                #expect(
                    try await server.call("POST", "/api/tasks", json: body, headers: headers).status == status,
                    "\(origin)")
            }
            #expect(try await server.call("POST", "/api/tasks", json: body).status == 201)
        }
    }

    @Test("the same machine by another name may sign in and write with its cookie")
    func sameOrigin() async throws {
        try await TestServer.run({ $0.checksLocalHost = true }) { server in
            let cookie = "Cookie: \(try await server.signIn())"
            let own = ["Host: localhost:8123", "Origin: http://localhost:8123", cookie]
            #expect(
                try await server.call("POST", "/api/tasks", key: "", json: #"{"title":"t"}"#, headers: own).status
                    == 201)
            let neighbour = ["Host: localhost:8123", "Origin: http://localhost:8124", cookie]
            #expect(
                try await server.call("POST", "/api/tasks", key: "", json: #"{"title":"t"}"#, headers: neighbour).status
                    == 403)
        }
    }

    @Test("behind a TLS proxy a page of the public name that came without TLS is a stranger's")
    func plainPageOfSecureName() async throws {
        try await TestServer.run({ ($0.checksLocalHost, $0.publicURL) = (true, "https://tasks.test") }) { server in
            let cookie = "Cookie: \(try await server.signIn())"
            for (origin, read, write) in [("http://tasks.test", 401, 403), ("https://tasks.test", 200, 201)] {
                let headers = ["Host: tasks.test", "Origin: \(origin)", cookie]
                let reply = try await server.call("GET", "/api/me", key: "", headers: headers)
                #expect(reply.status == read, "\(origin)")
                #expect((reply["access-control-allow-origin"] == nil) == (read == 401), "\(origin)")
                let made = try await server.call(
                    "POST", "/api/tasks", key: "", json: #"{"title":"t"}"#, headers: headers)
                #expect(made.status == write, "\(origin)")
            }
        }
    }

    @Test("a server that is not local takes any Host")
    func notLocal() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.send("GET", "/health", ["Host: proxy.internal"]).status == 200)
        }
    }
}
