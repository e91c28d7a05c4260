import NIOCore
import ServiceLifecycle
import TaskFlowHTTP
import TaskFlowSchema
import Testing

/// Tools that wait, on the wire: with progress where the client wants to hear of it.
@Suite(.timeLimit(.minutes(5))) struct MCPWaitTests {
    /// Both eras of the protocol.
    enum Age: String, CaseIterable, Sendable {
        case modern
        case legacy
    }

    private static func call(
        _ tool: String, _ arguments: JSONObject, _ age: Age, token: JSON? = nil
    ) -> (JSON, headers: [String]) {
        let params: JSONObject = ["name": .string(tool), "arguments": .object(arguments)]
        var message =
            age == .modern
            ? MCPWire.modern("tools/call", params, id: 7) : MCPWire.legacy("2025-11-25", "tools/call", params, id: 7)
        guard let token, var object = message.0.objectValue, var inner = object["params"]?.objectValue else {
            return message
        }
        var meta = inner["_meta"]?.objectValue ?? [:]
        meta["progressToken"] = token
        inner["_meta"] = .object(meta)
        object["params"] = .object(inner)
        message.0 = .object(object)
        return message
    }

    @Test(arguments: Age.allCases) func `a wait tells of its progress until something happens`(_ age: Age) async throws
    {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            let message = Self.call("wait_for_changes", ["timeout_seconds": 240], age, token: "p-1")
            try await EventReader.run(server, message) { reader in
                #expect(try await reader.head().contains("Content-Type: text/event-stream"))
                var told: [Int] = []
                for _ in 0..<3 {
                    let event = try await reader.event()
                    #expect(event["method"] == "notifications/progress" && event["id"] == nil)
                    #expect(event["params"]?["progressToken"] == "p-1")
                    told.append(event["params"]?["progress"]?.integerValue ?? -1)
                }
                #expect(told == told.sorted() && Set(told).count == 3)
                let id = try await server.task("New")
                var last = try await reader.event()
                while last["method"] != nil { last = try await reader.event() }
                #expect(last["id"] == 7 && last["result"]?["isError"] == false)
                let events = last["result"]?["structuredContent"]?["events"]
                #expect(events?[0]?["action"] == "created" && events?[0]?["task_id"]?.integerValue == id)
                #expect((last["result"]?["resultType"] == "complete") == (age == .modern))
                #expect(try await reader.isAtEnd())
            }
        }
    }

    @Test(arguments: Age.allCases) func `a claim that waits tells of its progress, and is granted what comes`(
        _ age: Age
    ) async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            let message = Self.call("claim_next_task", ["wait_seconds": 240], age, token: 5)
            try await EventReader.run(server, message) { reader in
                _ = try await reader.head()
                #expect(try await reader.event()["params"]?["progressToken"] == 5)
                let id = try await server.task("New")
                var last = try await reader.event()
                while last["method"] != nil { last = try await reader.event() }
                #expect(last["result"]?["structuredContent"]?["task"]?["id"]?.integerValue == id)
            }
        }
    }

    @Test(arguments: Age.allCases) func `without a token a wait is at most 50 seconds, and one message answers it`(
        _ age: Age
    ) async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            for (tool, field) in [("wait_for_changes", "timeout_seconds"), ("claim_next_task", "wait_seconds")] {
                let long = try await server.mcp.post(Self.call(tool, [field: 51], age))
                let text = long.json?["result"]?["content"]?[0]?["text"]?.stringValue ?? ""
                #expect(long.json?["result"]?["isError"] == true && text.contains("\(field): "), "\(long.body)")
                #expect(text.contains("50; up to 240 where the call has a progress token"), "\(text)")
                let longer = try await server.mcp.post(Self.call(tool, [field: 241], age, token: "p"))
                #expect(longer.json?["result"]?["isError"] == true)
                let short = try await server.mcp.post(Self.call(tool, [field: 1], age))
                #expect(short["content-type"] == "application/json")
                #expect(short.json?["result"]?["isError"] == false)
            }
        }
    }

    @Test func `with a token what is there at once is one message, and so is a refusal`() async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            let start = try await server.mcp.post(
                Self.call("wait_for_changes", ["timeout_seconds": 0], .modern, token: "p"))
            #expect(start["content-type"] == "application/json")
            let cursor = try #require(start.json?["result"]?["structuredContent"]?["cursor"])
            try await server.task()
            let there = try await server.mcp.post(Self.call("wait_for_changes", ["after": cursor], .modern, token: "p"))
            #expect(there["content-type"] == "application/json")
            #expect(there.json?["result"]?["structuredContent"]?["events"]?[0]?["action"] == "created")
            let refused = MCPWire(server: server, key: server.reader)
            let reply = try await refused.post(Self.call("wait_for_changes", [:], .modern, token: "p"))
            #expect(reply.status == 403)
        }
    }

    @Test func `a client that hangs up waits no longer, and is granted nothing`() async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            for token in [JSON.string("p"), nil] {
                try await EventReader.run(server, Self.call("wait_for_changes", [:], .modern, token: token)) { _ in
                    try await server.waits(1)
                }
                try await server.waits(0)
                try await EventReader.run(
                    server, Self.call("claim_next_task", ["wait_seconds": 50], .modern, token: token)
                ) { _ in try await server.claimersWait(1) }
                try await server.claimersWait(0)
            }
            let id = try await server.task()
            #expect(try await server.call("GET", "/api/tasks/\(id)").json?["status"] == "pending")
        }
    }

    @Test func `a shutdown ends a wait with its answer`() async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            try await EventReader.run(server, Self.call("wait_for_changes", [:], .modern, token: "p")) { reader in
                _ = try await reader.head()
                _ = try await reader.event()
                await server.group.triggerGracefulShutdown()
                var last = try await reader.event()
                while last["method"] != nil { last = try await reader.event() }
                #expect(last["result"]?["structuredContent"]?["timed_out"] == true)
            }
        }
    }

    @Test func `a key that is revoked meanwhile is told so`() async throws {
        try await TestServer.run(progress: .milliseconds(50)) { server in
            let made = try await server.call("POST", "/api/workers/%40ada/keys", json: #"{"name":"short"}"#)
            let key = try #require(made.json?["key"]?.stringValue)
            let number = try #require(made.json?["id"]?.integerValue)
            try await EventReader.run(server, Self.call("wait_for_changes", [:], .modern, token: "p"), key: key) {
                reader in
                _ = try await reader.head()
                _ = try await reader.event()
                #expect(try await server.call("DELETE", "/api/workers/%40ada/keys/\(number)").status == 204)
                var last = try await reader.event()
                while last["method"] != nil { last = try await reader.event() }
                #expect(last["id"] == 7 && last["error"]?["data"]?["code"] == "unauthenticated")
            }
        }
    }
}
