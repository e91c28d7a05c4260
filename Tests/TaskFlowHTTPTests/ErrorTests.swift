import Logging
import TaskFlowSchema
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test("the default shape")
    func compact() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("GET", "/api/tasks/9", headers: ["X-Request-ID: r1"])
            #expect(reply.status == 404)
            #expect(reply["content-type"] == "application/json")
            #expect(reply.body == #"{"error":"Task not found","status_code":404,"code":"not_found","request_id":"r1"}"#)
        }
    }

    @Test("RFC 9457 for those who ask for it")
    func problem() async throws {
        try await TestServer.run { server in
            let accept = ["Accept: text/html, Application/Problem+JSON;q=0.9", "X-Request-ID: r1"]
            let reply = try await server.call("GET", "/api/tasks/9?", headers: accept)
            #expect(reply["content-type"] == "application/problem+json")
            #expect(
                reply.json == [
                    "type": "about:blank", "title": "Not Found", "detail": "Task not found", "instance": "/api/tasks/9",
                    "status": 404, "code": "not_found", "request_id": "r1",
                ])
        }
    }

    @Test("validation in RFC 9457 keeps the list")
    func problemOfValidation() async throws {
        try await TestServer.run { server in
            let accept = ["Accept: application/problem+json"]
            let reply = try await server.call("GET", "/api/tasks?limit=0&offset=x", headers: accept)
            #expect(reply.status == 422)
            #expect(reply.json?["errors"]?.arrayValue?.count == 2)
            #expect(reply.json?["code"] == "validation_failed")
            let refused = try await server.call(
                "GET", "/api/tasks/9", headers: ["Accept: application/problem+json;q=0"])
            #expect(refused["content-type"] == "application/json")
        }
    }

    @Test("a fault of the server tells nothing but the request's id; the log has its cause")
    func fault() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/test/faulty", headers: ["X-Request-ID: r2"])
            #expect(reply.status == 500)
            #expect(
                reply.body
                    == #"{"error":"Internal server error","status_code":500,"code":"internal","request_id":"r2"}"#)
            let line = try #require(server.logs.requests.last)
            #expect(line.level == .error)
            #expect(line.metadata["cause"]?.contains("syntax error") == true)
            #expect(line.metadata["request_id"] == "r2")
            #expect(line.metadata["actor"] == "@ada")
        }
    }

    @Test("what may be tried again says when")
    func retry() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/test/faulty?pause=1")
            #expect(reply.status == 503)
            #expect(reply["retry-after"] == "7")
            #expect(!reply.body.contains("SQLITE"))
        }
    }
}
