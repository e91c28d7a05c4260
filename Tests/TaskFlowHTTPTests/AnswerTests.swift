import TaskFlowHTTP
import TaskFlowSchema
import Testing

@Suite("Answers")
struct AnswerTests {
    @Test("a new task is 201 with Location and ETag")
    func created() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/tasks", json: #"{"title":"t"}"#)
            #expect(reply.status == 201)
            #expect(reply["content-type"] == "application/json")
            #expect(reply["location"] == "/api/tasks/1")
            #expect(reply["etag"]?.hasPrefix("\"v1.") == true)
            #expect(reply["cache-control"] == "no-store")
        }
    }

    @Test("whatever is created and has an address says it, percent-encoded")
    func locations() async throws {
        try await TestServer.run { server in
            let calls: [(path: String, json: String, location: String?)] = [
                ("/api/projects", #"{"slug":"web-site"}"#, "/api/projects/web-site"),
                ("/api/workers", #"{"handle":"@erin"}"#, "/api/workers/%40erin"),
                ("/api/workers/@erin/keys", #"{"name":"k"}"#, "/api/workers/%40erin/keys/4"),
                ("/api/projects/web-site/members", #"{"worker_id":"@erin"}"#, nil),
            ]
            for (path, json, location) in calls {
                let reply = try await server.call("POST", path, json: json)
                #expect(reply.status == 201 && reply["location"] == location, "\(path): \(reply)")
            }
        }
    }

    @Test(
        "a task the caller has seen is 304",
        arguments: ["TAG", "W/TAG", "*", "\"v7\", TAG", "\"v7\" ,W/TAG"])
    func unchanged(tags: String) async throws {
        try await TestServer.run { server in
            try await server.task()
            let tag = try #require(try await server.call("GET", "/api/tasks/1")["etag"])
            let reply = try await server.call(
                "GET", "/api/tasks/1", headers: ["If-None-Match: \(tags.replacing("TAG", with: tag))"])
            #expect(reply.status == 304)
            #expect(reply["etag"] == tag && tag.hasPrefix("\"v1."))
            #expect(reply["cache-control"] == "private, no-cache")
            #expect(reply.body.isEmpty)
            #expect(reply["content-type"] == nil)
        }
    }

    @Test("another version is sent")
    func changed() async throws {
        try await TestServer.run { server in
            try await server.task()
            let reply = try await server.call("GET", "/api/tasks/1", headers: ["If-None-Match: \"v2\", \"v11\""])
            #expect(reply.status == 200)
            #expect(reply["cache-control"] == "private, no-cache")
        }
    }

    @Test("a stale If-Match is 412 with the present tag")
    func stale() async throws {
        try await TestServer.run { server in
            try await server.task()
            let patch = { (tag: String) in
                try await server.call("PATCH", "/api/tasks/1", json: #"{"title":"u"}"#, headers: ["If-Match: \(tag)"])
            }
            #expect(try await patch("\"v1\"")["etag"]?.hasPrefix("\"v2.") == true)
            let reply = try await patch("\"v1\"")
            #expect(reply.status == 412)
            #expect(reply["etag"] == (try await server.call("GET", "/api/tasks/1"))["etag"])
            #expect(reply.json?["code"] == "precondition_failed")
        }
    }

    @Test("what is deleted leaves 204 without a body or a length")
    func deleted() async throws {
        try await TestServer.run { server in
            try await server.task()
            let reply = try await server.call("DELETE", "/api/tasks/1")
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
            #expect(reply["content-length"] == nil)
        }
    }

    @Test("a list links to its neighbours on the public address")
    func links() async throws {
        try await TestServer.run({ $0.publicURL = "https://tasks.test/crew/" }) { server in
            for title in ["a", "b", "c"] { try await server.task(title) }
            let target = "/api/tasks?limit=1&q=%C3%A4%7C&q=<a>&total=true&offset=1"
            let reply = try await server.call("GET", target.replacing("&q=%C3%A4%7C&q=<a>", with: "&sort=id%3C"))
            #expect(reply.status == 422)
            let list = try await server.call(
                "GET", "/api/tasks?offset=0&offset=1&limit=1&total=true&limit=%31&sort=<&sort=title")
            #expect(list["x-total-count"] == "3")
            let link = try #require(list["link"])
            #expect(
                link.contains("<https://tasks.test/crew/api/tasks?limit=1&total=true&limit=%31&sort=%3C&sort=title&"))
            #expect(link.contains("rel=\"next\""))
            #expect(link.contains("rel=\"prev\""))
        }
    }

    @Test("following the links reads the whole list")
    func following() async throws {
        try await TestServer.run { server in
            for title in ["a", "b", "c"] { try await server.task(title) }
            var titles: [String] = []
            var next: String? = "/api/tasks?limit=1&sort=title"
            while let target = next {
                let reply = try await server.call("GET", target)
                titles += reply.json?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
                next = self.next(in: reply)
            }
            #expect(titles == ["a", "b", "c"])
        }
    }

    private func next(in reply: Reply) -> String? {
        let link = reply["link"]?.split(separator: ", ").first { $0.hasSuffix("rel=\"next\"") }
        return link.map { String($0.dropFirst("<http://tasks.test:8000".count).prefix { $0 != ">" }) }
    }
}
