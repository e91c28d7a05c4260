import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// A bridge that stays up for days: its sign-in is kept fresh, and a server that is restarted is waited for.
@Suite(.timeLimit(.minutes(10))) struct BridgeRenewalTests {
    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `a sign-in that is about to end is renewed, once for all messages at once`(
        form: FakeBetterAuth.Form
    ) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            for (round, seconds) in [30, -10].enumerated() {
                try stage.age(to: seconds)
                let bridge = BridgeStage(stage.address, token: nil, data: stage.folder.url.path + "/data")
                for id in 1...12 { bridge.send(Wire.modern(id, "tools/list")) }
                bridge.endInput()
                await bridge.run()
                let newest = try #require(fake.tokens.last)
                let answers = bridge.answers
                #expect(
                    answers.count == 12 && answers.allSatisfy { $0["result"]?["as"] == .string(newest) }, "\(answers)")
                #expect(fake.tokens.count == round + 2)
            }
        }
    }

    @Test func `a token that the server does not take is renewed, and the message answered`() async throws {
        let fake = FakeBetterAuth(.oauth)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            fake.state.withLock { $0.tokens.append("the server knows another one now") }
            let bridge = BridgeStage(stage.address, token: nil, data: stage.folder.url.path + "/data")
            let answers = await bridge.serve(Wire.modern(1, "tools/list"))
            #expect(answers.first?["result"] != nil && fake.tokens.count == 3, "\(answers)")
        }
    }

    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `a sign-in that has ended is told, with what to do`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            fake.state.withLock { $0.secret = "ended" }
            try stage.age(to: -10)
            let bridge = BridgeStage(stage.address, token: nil, data: stage.folder.url.path + "/data")
            let answers = await bridge.serve(Wire.modern(1, "tools/list"))
            let message = answers.first?["error"]?["message"]?.stringValue
            #expect(answers.first?["id"] == 1 && message?.contains("Run `taskflow login` again") == true)
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a server that comes back within seconds gets the message`(host: String) async throws {
        let port = try await Self.freePort()
        let stage = BridgeStage("http://\(host):\(port)", patience: .seconds(60))
        async let answers = stage.serve(Wire.modern(1, "tools/call"), Wire.modern(2, "tools/list"))
        try await Task.sleep(for: .milliseconds(500))
        #expect(stage.answers.isEmpty)
        let server = try await Self.answering(port)
        #expect(Set(await answers.compactMap { $0["id"]?.integerValue }) == [1, 2])
        #expect(stage.answers.allSatisfy { $0["result"] != nil }, "\(stage.answers)")
        try await server.close()
    }

    @Test func `a call that may have been begun is never sent again`() async throws {
        let server = StubServer { _ in Wire.stream(["data: {"]) }
        let broken = StubServer.replying { _ in StubServer.Reply(breaks: true) }
        try await broken.run { address in
            let stage = BridgeStage(address, patience: .seconds(60))
            let answers = await stage.serve(Wire.modern(1, "tools/call"))
            #expect(broken.seen.count == 1)
            let message = answers.first?["error"]?["message"]?.stringValue
            #expect(message?.hasSuffix("It may have been done all the same: look before you call again") == true)
        }
        try await server.run { address in
            let answers = await BridgeStage(address, patience: .seconds(60)).serve(Wire.modern(1, "tools/call"))
            #expect(answers.first?["error"] != nil && server.seen.count == 1)
        }
    }

    @Test func `whoever cancels waits for no server`() async throws {
        let stage = BridgeStage("http://127.0.0.1:1", patience: .seconds(600))
        async let end: Void = stage.run()
        stage.send(Wire.modern(1, "tools/call"))
        try await Task.sleep(for: .milliseconds(300))
        stage.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
        stage.endInput()
        await end
        #expect(stage.answers.isEmpty)
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }

    /// A server that answers each request on a connection of its own.
    private static func answering(_ port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(OneAnswer()) }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    /// Answers one request with its own id and closes.
    private final class OneAnswer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var received = ""

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard let id = received.firstMatch(of: /"id":(\d+)/)?.1, received.hasSuffix("}") else { return }
            let body = #"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            let answer = ByteBuffer(string: head + "\(body.utf8.count)\r\n\r\n" + body)
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(answer)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
