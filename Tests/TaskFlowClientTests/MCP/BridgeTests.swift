import HTTPTypes
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

@Suite(.timeLimit(.minutes(10))) struct BridgeTests {
    @Test func `a modern request is posted with headers from its body`() async throws {
        let server = StubServer { _ in Wire.result(1, #"{"ok":true}"#) }
        try await server.run { address in
            let call = Wire.modern(1, "tools/call", #""name":"create_task","arguments":{"title":"x"}"#)
            #expect(await BridgeStage(address).serve(call).first?["result"]?["ok"] == true)
            let seen = try #require(server.seen.first)
            #expect(seen.method == "POST" && seen.target == "/mcp" && seen.body == call)
            #expect(seen.headers[.authorization] == "Bearer tfl_test")
            #expect(seen.headers[.accept] == "application/json, text/event-stream")
            #expect(seen.headers["mcp-protocol-version"] == "2026-07-28")
            #expect(seen.headers["mcp-method"] == "tools/call" && seen.headers["mcp-name"] == "create_task")
            #expect(seen.headers["x-taskflow-client"] == nil)
        }
    }

    @Test func `a resource's name is its address, and what no header carries is encoded`() async throws {
        let server = StubServer { _ in Wire.result(1) }
        try await server.run { address in
            _ = await BridgeStage(address).serve(
                Wire.modern(1, "resources/read", #""uri":"taskflow://tasks/1""#),
                Wire.modern(2, "prompts/get", #""name":"año""#), Wire.modern(3, "tools/list"))
            let names = Set(server.seen.map { $0.headers["mcp-name"] ?? "none" })
            #expect(names == ["taskflow://tasks/1", "=?base64?YcOxbw==?=", "none"])
        }
    }

    @Test func `after initialize a request carries the revision agreed on`() async throws {
        let server = StubServer { seen in
            if seen.body.contains("notifications/initialized") { return Wire.json(.accepted, "") }
            return Wire.result(seen.body.contains("ping") ? 2 : 1, #"{"protocolVersion":"2025-06-18"}"#)
        }
        try await server.run { address in
            let stage = BridgeStage(address)
            async let end: Void = stage.run()
            stage.send(Wire.legacy(1, "initialize", #"{"protocolVersion":"2025-06-18"}"#))
            try await stage.waits { stage.answer(to: 1) != nil }
            stage.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
            stage.send(Wire.legacy(2, "ping"))
            try await stage.waits { stage.answer(to: 2) != nil }
            stage.endInput()
            await end
            #expect(stage.answers.count == 2 && stage.log.isEmpty)
            let versions = server.seen.map { ($0.body.contains("\"initialize\""), $0.headers["mcp-protocol-version"]) }
            #expect(versions.allSatisfy { $0.0 ? $0.1 == nil : $0.1 == "2025-06-18" } && versions.count == 3)
            #expect(server.seen.allSatisfy { $0.headers["mcp-method"] == nil })
        }
    }

    @Test func `each message of a stream is one line`() async throws {
        let note = #"{"jsonrpc":"2.0","method":"notifications/progress","params":{}}"#
        let server = StubServer { _ in
            Wire.stream([
                ": keep-alive\n\n", "id: 7\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\ndata: \"method\":\"x\"}\n\nda",
                "ta: \(note)\r\n\r\n", #"data: {"jsonrpc":"2.0","id":1,"result":{}}"#, "\n\n",
            ])
        }
        try await server.run { address in
            let stage = BridgeStage(address)
            _ = await stage.serve(Wire.modern(1, "tools/call"))
            #expect(
                stage.written == [
                    #"{"jsonrpc":"2.0", "method":"x"}"#, note, #"{"jsonrpc":"2.0","id":1,"result":{}}"#,
                ])
        }
    }

    @Test func `requests are answered as their answers come`() async throws {
        let server = StubServer { seen in
            if seen.body.contains("slow") { try await Task.sleep(for: .milliseconds(300)) }
            return Wire.result(seen.body.contains("slow") ? 1 : 2)
        }
        try await server.run { address in
            let answers = await BridgeStage(address).serve(Wire.modern(1, "slow"), Wire.modern(2, "quick"))
            #expect(answers.map { $0["id"] } == [2, 1])
        }
    }

    @Test func `of a cancelled request nothing more is heard, and its connection is closed`() async throws {
        let server = StubServer { seen in
            seen.body.contains("listen")
                ? Wire.stream(["data: {\"jsonrpc\":\"2.0\",\"method\":\"acknowledged\"}\n\n"], holding: true)
                : Wire.result(2)
        }
        try await server.run { address in
            let stage = BridgeStage(address)
            async let end: Void = stage.run()
            stage.send(Wire.modern(1, "subscriptions/listen"))
            try await stage.waits { stage.answers.count == 1 }
            stage.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
            stage.send(Wire.modern(2, "tools/list"))
            try await stage.waits { stage.answer(to: 2) != nil }
            stage.endInput()
            await end
            #expect(stage.answers.count == 2 && stage.answer(to: 1) == nil)
            #expect(server.seen.count == 2)
        }
    }

    @Test func `at the end of the input a subscription ends and a call is still answered`() async throws {
        let server = StubServer { seen in
            if seen.body.contains("listen") { return Wire.stream([": hello\n\n"], holding: true) }
            try await Task.sleep(for: .milliseconds(200))
            return Wire.result(2)
        }
        try await server.run { address in
            let stage = BridgeStage(address)
            let answers = await stage.serve(Wire.modern(1, "subscriptions/listen"), Wire.modern(2, "tools/call"))
            #expect(answers.map { $0["id"] } == [2])
        }
    }

    @Test func `a call that waits ends a little after the input, and one that is quick is answered`() async throws {
        let server = StubServer { seen in
            if seen.body.contains("wait_for_changes") { return Wire.stream([": hello\n\n"], holding: true) }
            return Wire.result(2)
        }
        try await server.run { address in
            let stage = BridgeStage(address, grace: .milliseconds(50))
            let start = ContinuousClock.now
            async let end: Void = stage.run()
            stage.send(Wire.modern(1, "tools/call", #""name":"wait_for_changes","arguments":{}"#))
            stage.send(Wire.modern(2, "tools/call", #""name":"claim_next_task","arguments":{"wait_seconds":50}"#))
            try await stage.waits { stage.answer(to: 2) != nil }
            stage.endInput()
            await end
            #expect(stage.answers.count == 1)
            // The server would hold the answer for half a minute.
            #expect(ContinuousClock.now - start < .seconds(25))
        }
    }
}

extension HTTPFields {
    subscript(name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
