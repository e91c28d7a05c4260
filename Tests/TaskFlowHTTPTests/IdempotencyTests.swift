import TaskFlowSchema
import Testing

/// Repeated writes on the wire.
@Suite("Idempotency-Key")
struct IdempotencyTests {
    private let key = "Idempotency-Key: \"k-1\""

    @Test("a replay has the status, body, ETag and Location of the first answer, and says so")
    func replay() async throws {
        try await TestServer.run { server in
            let first = try await server.call("POST", "/api/tasks", json: #"{"title":"One"}"#, headers: [key])
            #expect(first.status == 201 && first["idempotent-replayed"] == nil)
            let again = try await server.call(
                "POST", "/api/tasks", json: #"{ "priority": "medium", "title":"One"}"#,
                headers: ["idempotency-key: k-1"])
            #expect(again.status == 201 && again["idempotent-replayed"] == "true")
            #expect(again.body == first.body)
            #expect(again["etag"] == first["etag"] && again["location"] == first["location"])
            #expect(again["location"] != nil && again["etag"]?.hasPrefix("\"v1.") == true)
            let deletion = ["Idempotency-Key: k-2"]
            for replayed in [nil, "true"] {
                let reply = try await server.call("DELETE", "/api/tasks/1", headers: deletion)
                #expect(reply.status == 204 && reply.body.isEmpty && reply["idempotent-replayed"] == replayed)
            }
        }
    }

    @Test("another input is refused at the header, a bad key too")
    func refusals() async throws {
        try await TestServer.run { server in
            try await server.task("One")
            _ = try await server.call("POST", "/api/tasks", json: #"{"title":"One"}"#, headers: [key])
            for sent in [key, "Idempotency-Key: two words", "Idempotency-Key: ", "Idempotency-Key: \"open"] {
                let reply = try await server.call("POST", "/api/tasks", json: #"{"title":"Two"}"#, headers: [sent])
                #expect(reply.status == 422, "\(sent)")
                #expect(reply.json?["detail"]?[0]?["loc"] == ["header", "idempotency-key"], "\(sent)")
            }
            let twice = try await server.call(
                "POST", "/api/tasks", json: #"{"title":"Two"}"#, headers: ["Idempotency-Key: a", "Idempotency-Key: b"])
            #expect(twice.status == 422)
            // A query has nothing to repeat, and takes no notice.
            #expect(try await server.call("GET", "/api/tasks", headers: ["Idempotency-Key: two words"]).status == 200)
        }
    }

    @Test("a key that was made is not shown again")
    func secret() async throws {
        try await TestServer.run { server in
            let body = #"{"name":"laptop"}"#
            let first = try await server.call("POST", "/api/workers/@claude/keys", json: body, headers: [key])
            let again = try await server.call("POST", "/api/workers/@claude/keys", json: body, headers: [key])
            let id = try #require(first.json?["id"]?.integerValue)
            #expect(first.status == 201 && again.status == 409)
            #expect(again.json?["code"] == "already_done")
            #expect(again.json?["error"]?.stringValue?.contains("Key \(id) ") == true)
        }
    }
}
