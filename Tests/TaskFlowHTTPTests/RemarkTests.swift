import TaskFlowSchema
import Testing

/// The last reason or note, over REST.
@Suite("Remarks")
struct RemarkTests {
    @Test("a note comes in the query or in a body, and the body wins")
    func places() async throws {
        try await TestServer.run { server in
            let id = try await server.task("Report")
            func post(_ step: String, _ json: String? = nil) async throws -> JSON {
                let reply = try await server.call("POST", "/api/tasks/\(id)/\(step)", json: json)
                #expect(reply.status == 200, "\(step)")
                return try #require(reply.json)
            }
            #expect(try await post("start")["remark"] == .null)
            #expect(try await post("release?note=caf%C3%A9%20one")["remark"]?["text"] == "café one")
            _ = try await post("start")
            #expect(try await post("release?note=query", #"{"note":"body"}"#)["remark"]?["text"] == "body")
            _ = try await post("start")
            let submitted = try await post("submit", #"{"note":"Checked"}"#)
            #expect(submitted["remark"]?.objectValue?.members.map(\.name) == ["action", "text", "by", "at"])
            #expect(submitted["remark"]?["by"] == "@ada" && submitted["remark"]?["action"] == "submitted")
            #expect(submitted["remark"]?["at"] == submitted["updated_at"])
            #expect(try await server.call("GET", "/api/tasks/\(id)").json == submitted)
            #expect(try await server.call("GET", "/api/tasks?unassigned=false").json == [submitted])
            #expect(try await server.call("GET", "/api/tasks?unassigned=true").json == [])
            let rejected = try await server.call(
                "PATCH", "/api/tasks/\(id)", json: #"{"status":"in_progress","reason":"No sums"}"#)
            #expect(rejected.json?["remark"]?["text"] == "No sums")
            // Without a word, and without a body, it is what it was.
            #expect(try await post("submit")["remark"]?["text"] == "No sums")
            for (target, json) in [("?note=", nil), ("", #"{"note":5}"#)] as [(String, String?)] {
                let reply = try await server.call("POST", "/api/tasks/\(id)/release" + target, json: json)
                #expect(reply.status == 422 && reply.json?["detail"]?[0]?["loc"]?[1] == "note")
            }
        }
    }

    @Test("the document tells of it")
    func document() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json", key: "").json)
            let schemas = document["components"]?["schemas"]
            let remark = schemas?["Remark"]
            #expect(remark?["required"] == ["action", "text", "by", "at"])
            #expect(
                schemas?["Task"]?["properties"]?["remark"]?["anyOf"]
                    == [["$ref": "#/components/schemas/Remark"], ["type": "null"]])
            for step in ["submit", "release"] {
                let post = document["paths"]?["/api/tasks/{task_id}/\(step)"]?["post"]
                #expect(post?["parameters"]?.arrayValue?.contains { $0["name"] == "note" } == true, "\(step)")
            }
            let list = document["paths"]?["/api/tasks"]?["get"]?["parameters"]?.arrayValue
            #expect(list?.first { $0["name"] == "unassigned" }?["schema"]?["type"] == "boolean")
        }
    }
}
