import NIOCore
import TaskFlowDomain
import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import Testing

@Suite("Browser sessions")
struct SessionTests {
    @Test("a code is traded for a cookie, once")
    func open() async throws {
        try await TestServer.run { server in
            let code = try await server.sessions.issueCode(for: WorkerID(trusted: "@ada"))
            let body = #"{"code":"\#(code)"}"#
            let reply = try await server.call("POST", "/api/session", key: "", json: body)
            #expect(reply.status == 204)
            let cookie = try #require(reply["set-cookie"])
            #expect(cookie.hasPrefix("taskflow_session_8000="))
            for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age="] { #expect(cookie.contains(part)) }
            #expect(!cookie.contains("Secure"))
            #expect(try await server.call("POST", "/api/session", key: "", json: body).status == 401)
        }
    }

    @Test("under https the cookie is bound to the host and to https")
    func secure() async throws {
        try await TestServer.run({ $0.publicURL = "https://tasks.test" }) { server in
            let code = try await server.sessions.issueCode(for: WorkerID(trusted: "@ada"))
            let reply = try await server.call("POST", "/api/session", key: "", json: #"{"code":"\#(code)"}"#)
            let cookie = try #require(reply["set-cookie"])
            #expect(cookie.hasPrefix("__Host-taskflow_session="))
            #expect(cookie.hasSuffix("; Secure"))
            let value = String(cookie.prefix { $0 != ";" })
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(value)"]).status == 200)
            let plain = value.replacing("__Host-", with: "")
            #expect(try await server.send("GET", "/api/me", ["Cookie: \(plain)"]).status == 401)
        }
    }

    @Test("a page elsewhere cannot sign a browser in", arguments: ["http://evil.test", "null"])
    func otherOrigin(origin: String) async throws {
        try await TestServer.run { server in
            let body = #"{"code":"x"}"#
            let reply = try await server.call(
                "POST", "/api/session", key: "", json: body, headers: ["Origin: \(origin)"])
            #expect(reply.status == 403)
        }
    }

    @Test(
        "exactly one of code, token and key, and none is echoed",
        arguments: [
            #"{}"#, #"{"code":"hush1","token":"hush2"}"#, #"{"code":"hush1","key":"hush2"}"#, #"{"key":["hush"]}"#,
            #"{"code":"","token":"hush"}"#, #"{"code":["hush"]}"#,
            #"["hush"]"#, #""hush""#, #"{"code":null}"#,
        ])
    func neither(body: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/session", key: "", json: body)
            #expect(reply.status == 422)
            #expect(!reply.body.contains("hush"))
        }
    }

    @Test("a person's key is traded for a cookie; an agent's is not")
    func key() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/session", key: "", json: #"{"key":"\#(server.ada)"}"#)
            #expect(reply.status == 204)
            let cookie = try #require(reply["set-cookie"]).prefix { $0 != ";" }
            let me = try await server.send("GET", "/api/me", ["Cookie: \(cookie)"])
            #expect(me.status == 200 && me.json?["credential"] == "session" && me.json?["worker"]?["id"] == "@ada")
            let agents = try await server.call("POST", "/api/session", key: "", json: #"{"key":"\#(server.claude)"}"#)
            #expect(agents.status == 403 && agents["set-cookie"] == nil)
            let bad = "tfl_" + String(repeating: "A", count: 43)
            #expect(try await server.call("POST", "/api/session", key: "", json: #"{"key":"\#(bad)"}"#).status == 401)
        }
    }

    @Test("signing in is counted as a call, and told so")
    func counted() async throws {
        try await TestServer.run(limiter: CallLimiter(callsPerMinute: 2)) { server in
            let body = #"{"key":"\#(server.ada)"}"#
            let first = try await server.call("POST", "/api/session", key: "", json: body)
            #expect(first.status == 204 && first["ratelimit"] == "\"default\";r=1;t=60")
            #expect(try await server.call("GET", "/api/me").status == 200)
            let refused = try await server.call("POST", "/api/session", key: "", json: body)
            #expect(refused.status == 429 && refused["retry-after"] != nil && refused["set-cookie"] == nil)
        }
    }

    @Test("a body of another type is not echoed either")
    func otherType() async throws {
        try await TestServer.run { server in
            let body = ByteBuffer(string: #"{"code":"hush"}"#)
            let reply = try await server.send("POST", "/api/session", ["Content-Type: text/plain"], body: body)
            #expect(reply.status == 422)
            #expect(!reply.body.contains("hush"))
        }
    }

    @Test("signing out ends the session, and again does nothing")
    func close() async throws {
        try await TestServer.run { server in
            let cookie = "Cookie: \(try await server.signIn())"
            #expect(try await server.send("DELETE", "/api/session", [cookie]).status == 403)
            let own = [cookie, "Origin: http://tasks.test:8000"]
            let reply = try await server.send("DELETE", "/api/session", own)
            #expect(reply.status == 204)
            #expect(reply["set-cookie"]?.hasPrefix("taskflow_session_8000=; Max-Age=0;") == true)
            #expect(try await server.send("GET", "/api/me", [cookie]).status == 401)
            #expect(try await server.send("DELETE", "/api/session", own).status == 204)
            #expect(try await server.send("DELETE", "/api/session").status == 204)
        }
    }
}
