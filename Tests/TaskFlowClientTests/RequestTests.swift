import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// What is sent for a command.
struct RequestTests {
    private let json = APIRequest.Header(name: "content-type", value: "application/json")

    @Test func bodyValuesHaveTheirTypes() throws {
        let request = try TestTable.request("add", "7", "--parent", "3", "--tag", "5", "--priority", "low")
        #expect(request.method == "POST")
        #expect(request.target == "/api/tasks")
        #expect(request.headers == [json])
        #expect(body(request) == #"{"title":"7","priority":"low","parent_id":3,"tags":["5"]}"#)
    }

    @Test func whatIsNoNumberIsLeftToTheServer() throws {
        #expect(body(try TestTable.request("progress", "1", "much")) == #"{"percent":"much"}"#)
        #expect(body(try TestTable.request("progress", "1", "40", "--note", "n")) == #"{"percent":40,"note":"n"}"#)
    }

    @Test func wordsGoWithTheSteps() throws {
        #expect(body(try TestTable.request("submit", "1", "--note", "n")) == #"{"note":"n"}"#)
        #expect(body(try TestTable.request("release", "1", "--note", "n")) == #"{"note":"n"}"#)
        #expect(try TestTable.request("release", "1").target == "/api/tasks/1/release")
        #expect(try TestTable.request("list", "--unassigned").target == "/api/tasks?unassigned=true")
    }

    @Test func nullClears() throws {
        #expect(body(try TestTable.request("edit", "1", "--no-due", "--no-tags")) == #"{"tags":[],"due_date":null}"#)
        #expect(body(try TestTable.request("assign", "1", "--no-assignee")) == #"{"assignee":null}"#)
    }

    @Test func pathsAndQueriesAreEncoded() throws {
        #expect(try TestTable.request("worker", "show", "@claude").target == "/api/workers/%40claude")
        #expect(try TestTable.request("show", "../me").target == "/api/tasks/..%2Fme")
        let request = try TestTable.request("list", "--status", "pending", "--status=review", "--q", "a&b=ü", "--total")
        #expect(request.target == "/api/tasks?status=pending&status=review&q=a%26b%3D%C3%BC&total=true")
        #expect(request.body == nil)
        #expect(request.headers.isEmpty)
    }

    @Test func theVersionTravelsInAHeader() throws {
        let request = try TestTable.request("start", "1", "--if-match", "3")
        #expect(request.headers == [APIRequest.Header(name: "if-match", value: "3")])
        #expect(request.body == nil)
        #expect(throws: UsageError("--if-match must be printable ASCII")) {
            try TestTable.request("start", "1", "--if-match", "3\r\nx: y")
        }
    }

    @Test func anEditOfNothingSendsAnEmptyObject() throws {
        #expect(body(try TestTable.request("edit", "1")) == "{}")
    }

    @Test func theNextPageIsToldAsAFlag() {
        let link = #"</api/tasks?limit=2&cursor=a%2Bb>; rel="next", </api/tasks?limit=2&cursor=c>; rel="prev""#
        #expect(PageLink.nextFlag(link) == "--cursor a+b")
        #expect(PageLink.nextFlag(#"</api/tasks?offset=50>; rel="next""#) == "--offset 50")
        #expect(PageLink.nextFlag(#"</api/tasks?offset=50>; rel="prev""#) == nil)
        #expect(PageLink.nextFlag("nonsense") == nil)
        let below = #"<https://x.example/taskflow/api/tasks?cursor=a>; rel="next""#
        #expect(PageLink.next(below, below: "/taskflow") == "/api/tasks?cursor=a")
        #expect(PageLink.next(below) == "/taskflow/api/tasks?cursor=a")
        #expect(PageLink.next(#"</api/tasks?cursor=a>; rel="next""#, below: "/a") == "/api/tasks?cursor=a")
    }

    private func body(_ request: APIRequest) -> String { String(decoding: request.body ?? [], as: UTF8.self) }

    @Test func `a picture of a page of subtasks says that there may be more`() {
        func text(_ count: Int) -> String {
            let parts = (0..<count).map { JSON.object(["id": .integer($0 + 2), "title": "Part", "status": "pending"]) }
            return TaskPicture(
                task: ["id": 1, "title": "All", "status": "pending"], brief: .null, subtasks: parts, terminal: .none
            ).text
        }
        #expect(!text(99).contains("perhaps more"))
        #expect(text(100).contains("perhaps more: taskflow list --all --parent 1"))
    }
}
