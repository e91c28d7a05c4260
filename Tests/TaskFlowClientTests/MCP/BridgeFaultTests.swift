import HTTPTypes
import Synchronization
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// What a client is told when something is wrong between it and the server.
@Suite(.timeLimit(.minutes(10))) struct BridgeFaultTests {
    @Test func `what is no JSON is told so, and what follows is served`() async throws {
        let server = StubServer { _ in Wire.result(1) }
        try await server.run { address in
            let stage = BridgeStage(address)
            stage.send("{nonsense")
            stage.send(.tooLong)
            let answers = await stage.serve("{\"id\":\u{1}}", Wire.modern(1, "tools/list"))
            #expect(answers.filter { $0["id"] == .null }.map { $0["error"]?["code"] } == [-32700, -32700, -32700])
            #expect(stage.answer(to: 1)?["result"] != nil && server.seen.count == 1)
        }
    }

    @Test func `an unreachable server is an error that says what to do`() async throws {
        let stage = BridgeStage("http://127.0.0.1:1")
        let answers = await stage.serve(Wire.modern(7, "tools/list"), #"{"jsonrpc":"2.0","method":"notifications/x"}"#)
        #expect(answers.count == 1)
        #expect(answers.first?["id"] == 7 && answers.first?["error"]?["code"] == -32000)
        let message = answers.first?["error"]?["message"]?.stringValue
        #expect(message?.contains("Start it with `taskflow serve`") == true)
        #expect(stage.log.contains("notifications/x"))
    }

    @Test func `without a key nothing is sent`() async throws {
        let server = StubServer { _ in Wire.result(1) }
        try await server.run { address in
            let answers = await BridgeStage(address, token: nil).serve(Wire.modern(1, "tools/list"))
            let message = answers.first?["error"]?["message"]?.stringValue
            #expect(message?.hasPrefix("Not signed in") == true && server.seen.isEmpty)
        }
    }

    @Test(arguments: [
        #"{"error":"Invalid or expired credential","status_code":401,"code":"unauthenticated"}"#,
        #"{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Invalid or expired credential"}}"#,
    ])
    func `a refused key names the key and the request`(body: String) async throws {
        let server = StubServer { _ in Wire.json(.unauthorized, body) }
        try await server.run { address in
            let answers = await BridgeStage(address).serve(Wire.modern(5, "tools/list"))
            #expect(answers.first?["id"] == 5)
            let message = answers.first?["error"]?["message"]?.stringValue
            #expect(
                message == "Not signed in: \(address) does not accept TASKFLOW_TOKEN (Invalid or expired credential)")
        }
    }

    @Test func `the server's own errors are passed on, with the request's id where they have none`() async throws {
        let server = StubServer { seen in
            seen.body.contains("odd")
                ? Wire.json(.badRequest, #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no"}}"#)
                : Wire.json(.notFound, #"{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"unknown"}}"#)
        }
        try await server.run { address in
            let stage = BridgeStage(address)
            _ = await stage.serve(Wire.modern(1, "odd"), Wire.modern(2, "unknown"), #"[{"jsonrpc":"2.0"},"odd"]"#)
            #expect(stage.answer(to: 1)?["error"]?["code"] == -32600)
            #expect(stage.answer(to: 2)?["error"] == ["code": -32601, "message": "unknown"])
            #expect(stage.answer(to: .null)?["error"]?["code"] == -32600)
        }
    }

    @Test func `a stream that breaks off is an error`() async throws {
        let server = StubServer { _ in Wire.stream(["data: {\"jsonrpc\":\"2.0\",\"method\":\"x\"}\n\ndata: {\"js"]) }
        try await server.run { address in
            let answers = await BridgeStage(address).serve(Wire.modern(1, "tools/call"))
            #expect(answers.count == 2)
            #expect(answers.last?["id"] == 1)
            #expect(answers.last?["error"]?["message"]?.stringValue?.contains("look before you call again") == true)
        }
    }

    @Test(arguments: [true, false])
    func `a call whose answer is lost is sent again where it has a key`(_ hasKey: Bool) async throws {
        let calls = Atomic(0)
        let server = StubServer.replying { _ in
            calls.add(1, ordering: .relaxed).oldValue == 0
                ? StubServer.Reply(breaks: true) : .json(["jsonrpc": "2.0", "id": 1, "result": ["isError": false]])
        }
        try await server.run { address in
            let key = hasKey ? #","idempotency_key":"k""# : ""
            let params = #""name":"create_task","arguments":{"title":"One"\#(key)}"#
            let answers = await BridgeStage(address, patience: .seconds(60)).serve(Wire.modern(1, "tools/call", params))
            #expect(answers.count == 1)
            #expect((answers.first?["result"] != nil) == hasKey)
            #expect(server.seen.count == (hasKey ? 2 : 1))
            #expect(Set(server.seen.map(\.body)).count == 1)
        }
    }

    @Test func `a server that is none of ours is told from one that is`() async throws {
        let page = StubServer(404, "<html>")
        try await page.run { address in
            let answers = await BridgeStage(address).serve(Wire.modern(1, "tools/list"))
            #expect(
                answers.first?["error"]?["message"]?.stringValue?.contains("is TASKFLOW_URL a TaskFlow server?") == true
            )
            #expect(answers.first?["error"]?["data"]?["http_status"] == 404)
        }
    }

    @Test func `more requests than can be under way are refused, not kept`() async throws {
        let server = StubServer { _ in Wire.stream([": wait\n\n"], holding: true) }
        try await server.run { address in
            let stage = BridgeStage(address)
            for id in 1...(MCPOutbox.limit + 3) { stage.send(Wire.modern(id, "subscriptions/listen")) }
            stage.endInput()
            await stage.run()
            #expect(stage.answers.compactMap { $0["error"]?["message"]?.stringValue }.count == 3)
        }
    }

    @Test func `a response is nobody's`() async throws {
        let server = StubServer { _ in Wire.result(1) }
        try await server.run { address in
            let stage = BridgeStage(address)
            #expect(await stage.serve(#"{"jsonrpc":"2.0","id":1,"result":{}}"#).isEmpty)
            #expect(server.seen.isEmpty && stage.log.contains("ignored a response"))
        }
    }
}
