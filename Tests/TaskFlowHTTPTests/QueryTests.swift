import TaskFlowSchema
import Testing

@Suite("Queries")
struct QueryTests {
    @Test("values are decoded as forms are, repeated names kept in order")
    func decoding() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("GET", "/api/tasks?tag=a+b&%74ag=%C3%A4&tag&limit=%2B3")
            #expect(reply.status == 422)
            let inputs = reply.json?["detail"]?.arrayValue?.map { $0["input"] }
            #expect(inputs == ["a b", "ä", ""])
        }
    }

    @Test("a name without a value is an empty one; of several the last counts")
    func empty() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.call("GET", "/api/tasks?limit").json?["detail"]?[0]?["input"] == "")
            #expect(try await server.call("GET", "/api/tasks?limit=x&limit=2").status == 200)
            #expect(try await server.call("GET", "/api/tasks?&&limit=2&").status == 200)
        }
    }

    @Test("escapes that are none stay, as Python has it", arguments: [("%zz", "%zz"), ("%FF", "\u{FFFD}"), ("%", "%")])
    func badEscapes(sent: String, read: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.call("GET", "/api/tasks?limit=\(sent)")
            #expect(reply.status == 422)
            #expect(reply.json?["detail"]?[0]?["input"]?.stringValue == read)
        }
    }

    @Test("progress may come in the query or the body; the body wins")
    func queryOrBody() async throws {
        try await TestServer.run { server in
            let path = "/api/tasks/\(try await server.task())"
            _ = try await server.call("POST", "\(path)/start")
            let inQuery = try await server.call("POST", "\(path)/progress?percent=40&note=so%20far")
            #expect(inQuery.json?["progress_percent"] == 40)
            let inBoth = try await server.call("POST", "\(path)/progress?percent=50", json: #"{"percent":60}"#)
            #expect(inBoth.json?["progress_percent"] == 60)
            let neither = try await server.call("POST", "\(path)/progress")
            #expect(neither.json?["detail"]?[0]?["loc"] == ["query", "percent"])
        }
    }
}
