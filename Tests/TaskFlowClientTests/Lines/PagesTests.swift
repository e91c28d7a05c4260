import HTTPTypes
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// Lists of several pages.
struct PagesTests {
    /// A server with so many tasks, which answers as pages and now and then refuses for a moment.
    private func server(_ count: Int, refusesEach: Int = 0) throws -> StubServer {
        let link = try #require(HTTPField.Name("link"))
        let retry = try #require(HTTPField.Name("retry-after"))
        return .replying { request in
            let items = request.target.split(separator: "?").last?.split(separator: "&") ?? []
            func value(_ name: String) -> Int? {
                items.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
            }
            let (start, limit) = (value("cursor") ?? 0, value("limit") ?? 50)
            if refusesEach > 0, start > 0, start % refusesEach == 0, request.headers[retry] == nil, Bool.random() {
                return StubServer.Reply(
                    status: 429, body: #"{"error":"Too many","code":"rate_limited"}"#, headers: [retry: "1"])
            }
            let end = min(start + limit, count)
            let body = (start..<end).map { #"{"id":\#($0 + 1),"title":"T"}"# }.joined(separator: ", ")
            let next =
                end < count ? [link: #"<http://x/api/tasks?limit=\#(limit)&cursor=\#(end)>; rel="next""#] : HTTPFields()
            return StubServer.Reply(body: "[\(body)]", headers: next)
        }
    }

    @Test func `without a limit all pages follow by themselves`() async throws {
        let run = try await ClientRun.of(["ls", "-q"], try server(250))
        #expect(run.output.split(separator: "\n").map(String.init) == (1...250).map(String.init))
        let json = try await ClientRun.of(["ls", "--json"], try server(250))
        #expect(try JSONParser.parse(json.output.utf8).arrayValue?.count == 250)
        #expect(try await ClientRun.of(["ls", "--json"], try server(0)).output == "[]\n")
        #expect(try await ClientRun.of(["ls"], try server(200, refusesEach: 100)).code == 0)
    }

    @Test func `a limit is what is fetched`() async throws {
        for (limit, requests) in [(1, 1), (100, 1), (150, 2), (1000, 3)] {
            let server = try server(250)
            let run = try await ClientRun.of(["ls", "-q", "--limit", String(limit)], server)
            let shown = run.output.split(separator: "\n").count
            #expect(shown == min(limit, 250), "\(limit)")
            #expect(server.seen.count == requests)
        }
    }

    @Test func `a limit that is none is refused without a call`() async throws {
        for limit in ["1O", "abc", "99999999999999999999"] {
            let server = try server(250)
            let run = try await ClientRun.of(["ls", "--limit", limit], server)
            #expect(run.code == 2 && server.seen.isEmpty, "\(limit): \(run)")
        }
    }

    @Test func `a place in the list is one page`() async throws {
        let server = try server(250)
        let run = try await ClientRun.of(["ls", "-q", "--offset", "100"], server)
        #expect(run.output.split(separator: "\n").count == 50 && server.seen.count == 1)
    }

    @Test func `a list as CSV is read again as it was`() async throws {
        let title = "a,\"b\"\r\nc"
        let body = JSON.array([["id": 1, "title": .string(title), "tags": ["x", "y"], "due_date": nil]]).text
        let run = try await ClientRun.of(["ls", "--csv", "--columns", "id,title,tags,due-date"], StubServer(200, body))
        #expect(run.output == "id,title,tags,due_date\r\n1,\"a,\"\"b\"\"\r\nc\",x y,\n")
        let wrong = try await ClientRun.of(["ls", "--columns", "id,titel"], StubServer(200, body))
        #expect(wrong.code == 2 && wrong.error == "--columns: there is no 'titel' here. Did you mean 'title'?\n")
    }
}
