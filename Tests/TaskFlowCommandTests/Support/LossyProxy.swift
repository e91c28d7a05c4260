import NIOCore
import NIOPosix
import Synchronization

/// Stands before a server on a port of its own. It passes on what clients send, and of the first connections cuts each when
/// the server has begun to answer: the server has done its work, and the client never hears of it.
final class LossyProxy: Sendable {
    private let target: Int
    private let left: Mutex<Int>

    /// - Parameters:
    ///   - target: The server's port.
    ///   - losses: How many answers are lost.
    init(to target: Int, losses: Int) {
        self.target = target
        left = Mutex(losses)
    }

    /// How many answers are still to be lost.
    var lossesLeft: Int { left.withLock { $0 } }

    /// Stands there while the body runs, which is told the address.
    func run<T>(_ body: (String) async throws -> T) async throws -> T {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RequestRelay(self.target, self.takesLoss))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: T
        do { result = try await body("http://127.0.0.1:\(server.localAddress?.port ?? 0)") } catch {
            try await server.close()
            throw error
        }
        try await server.close()
        return result
    }

    private func takesLoss() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}

/// Takes what a client sends to the server, and closes with either of them.
private final class RequestRelay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let target: Int
    private let takesLoss: @Sendable () -> Bool
    private var server: (any Channel)?
    /// What came before the server was connected to.
    private var waiting: [ByteBuffer] = []

    init(_ target: Int, _ takesLoss: @escaping @Sendable () -> Bool) {
        self.target = target
        self.takesLoss = takesLoss
    }

    func channelActive(context: ChannelHandlerContext) {
        let (client, takesLoss) = (context.channel, takesLoss)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AnswerRelay(client, takesLoss))
                }
            }
            .connect(host: "127.0.0.1", port: target)
            .assumeIsolated().whenComplete { self.connected($0, client) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let piece = unwrapInboundIn(data)
        if let server { server.writeAndFlush(piece, promise: nil) } else { waiting.append(piece) }
    }

    func channelInactive(context: ChannelHandlerContext) { server?.close(promise: nil) }

    private func connected(_ result: Result<any Channel, any Error>, _ client: any Channel) {
        guard case .success(let server) = result, client.isActive else { return client.close(promise: nil) }
        self.server = server
        for piece in waiting { server.writeAndFlush(piece, promise: nil) }
        waiting = []
    }
}

/// Takes what the server answers to the client, or loses it.
private final class AnswerRelay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private let takesLoss: @Sendable () -> Bool

    init(_ client: any Channel, _ takesLoss: @escaping @Sendable () -> Bool) {
        self.client = client
        self.takesLoss = takesLoss
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if takesLoss() { return context.close(promise: nil) }
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
