import TaskFlowSchema
import Testing

@Suite("Queries")
struct QueryTests {
    @Test("values are decoded as forms are, repeated names kept in order")
    func decoding() async throws {
        try await TestServer.run { server async throws in
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
        try await TestServer.run { server async throws in
            let reply = try await server.call("GET", "/api/tasks?limit=\(sent)")
            #expect(reply.status == 422)
            #expect(reply.json?["detail"]?[0]?["input"]?.stringValue == read)
        }
    }

    @Test("progress may come in the query or the body; the body wins")
    func queryOrBody() async throws {
        try await TestServer.run { server async throws in
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

    @Test("a query member that nobody knows is a fault on every operation, and tells the nearest name")
    func unknownMembers() async throws {
        try await TestServer.run { server async throws in
            let id = try await server.task()
            let reply = try await server.call("GET", "/api/tasks?statu=pending&limit=x&Limit=1")
            #expect(reply.status == 422)
            let detail = try #require(reply.json?["detail"]?.arrayValue)
            #expect(detail.map { $0["type"] } == ["int_parsing", "extra_forbidden", "extra_forbidden"])
            #expect(detail.map { $0["loc"] } == [["query", "limit"], ["query", "statu"], ["query", "Limit"]])
            #expect(detail[1]["input"] == "pending")
            #expect(detail[1]["msg"]?.stringValue?.contains("'status'") == true)
            #expect(detail[2]["msg"]?.stringValue?.contains("'limit'") == true)
            for (method, path) in [
                ("GET", "/api/me"), ("GET", "/api/tasks/\(id)"), ("POST", "/api/tasks"), ("PATCH", "/api/tasks/\(id)"),
                ("DELETE", "/api/tasks/\(id)"), ("POST", "/api/tasks/\(id)/start"), ("GET", "/api/workers/@ada/keys"),
            ] {
                let json = method == "GET" || method == "DELETE" ? nil : #"{"title":"t"}"#
                let reply = try await server.call(method, path + "?bogus=1", json: json)
                #expect(reply.status == 422, "\(method) \(path)")
                #expect(reply.json?["detail"]?[0]?["loc"] == ["query", "bogus"])
            }
            #expect(try await server.call("GET", "/api/tasks/\(id)").status == 200)
        }
    }

    @Test("pages, health, the session and /mcp take any query, and a body's unknown members stay ignored")
    func unknownElsewhere() async throws {
        try await TestServer.run { server async throws in
            for path in ["/health", "/readyz", "/api/health/db", "/docs", "/openapi.json"] {
                #expect(try await server.call("GET", path + "?bogus=1").status == 200, "\(path)")
            }
            let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
            let accept = ["Accept: application/json, text/event-stream"]
            #expect(try await server.call("POST", "/mcp?bogus=1", json: ping, headers: accept).status == 200)
            #expect(try await server.call("POST", "/api/tasks", json: #"{"title":"t","bogus":1}"#).status == 201)
        }
    }

    @Test("who may not call is told that, and nothing of the query")
    func unknownAfterAccess() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.call("GET", "/api/tasks?bogus=1", key: "").status == 401)
            #expect(try await server.call("POST", "/api/tasks?bogus=1", key: server.reader, json: "{}").status == 403)
            let many = String(repeating: "status=x&", count: 500)
            #expect(try await server.call("GET", "/api/tasks?\(many)", key: "").status == 401)
        }
    }

    @Test("lists are as long as their type says, and a query has so many pairs")
    func bounds() async throws {
        try await TestServer.run { server async throws in
            let six = try await server.call("GET", "/api/tasks?" + String(repeating: "status=x&", count: 6))
            #expect(
                six.json?["detail"] == [
                    [
                        "type": "too_long", "loc": ["query", "status"],
                        "msg": "List should have at most 5 items after validation, not 6",
                        "input": ["x", "x", "x", "x", "x", "x"],
                        "ctx": ["field_type": "List", "max_length": 5, "actual_length": 6],
                    ]
                ])
            #expect(try await server.call("GET", "/api/tasks?" + String(repeating: "tag=a&", count: 50)).status == 200)
            let tags = try await server.call("GET", "/api/tasks?" + String(repeating: "tag=a&", count: 51))
            #expect(tags.json?["detail"]?[0]?["type"] == "too_long")
            let many = try await server.call("GET", "/api/tasks?" + String(repeating: "tag=a&", count: 4000))
            #expect(many.status == 422)
            #expect(many.json?["detail"]?.arrayValue?.map { $0["loc"] } == [["query"]])
            #expect(many.json?["detail"]?[0]?["ctx"]?["actual_length"] == 4000)
            let scopes = #"{"scopes":["tasks:read","tasks:read","tasks:read","tasks:read","tasks:read","tasks:read"]}"#
            let key = try await server.call("POST", "/api/workers/@claude/keys", json: scopes)
            #expect(key.json?["detail"]?[0]?["loc"] == ["body", "scopes"])
        }
    }

    @Test("no more than 1,024 bytes of an input are echoed")
    func echo() async throws {
        try await TestServer.run { server async throws in
            let long = String(repeating: "ä", count: 5000)
            let title = try await server.call("POST", "/api/tasks", json: #"{"title":"\#(long)"}"#)
            let input = try #require(title.json?["detail"]?[0]?["input"]?.stringValue)
            #expect(input.hasSuffix("ä…") && (1020...1024).contains(input.utf8.count))
            let none = try await server.call("POST", "/api/tasks", json: #"{"description":"\#(long)","tags":[]}"#)
            #expect(none.json?["detail"]?[0]?["input"] == "(an object of 2)")
            let list = "[" + Array(repeating: "1", count: 40_000).joined(separator: ",") + "]"
            let tags = try await server.call("POST", "/api/tasks", json: #"{"title":"t","tags":\#(list)}"#)
            #expect(tags.json?["detail"]?[0]?["input"] == "(a list of 40000)")
            let problem = try await server.call(
                "POST", "/api/tasks", json: #"{"title":"\#(long)"}"#, headers: ["Accept: application/problem+json"])
            #expect(problem.body.utf8.count < 3000)
            let name = String(repeating: "x", count: 20_000)
            let stranger = try await server.call("GET", "/api/tasks?\(name)=\(name.prefix(9000))")
            #expect(stranger.status == 422 && stranger.body.utf8.count < 2500)
        }
    }
}
