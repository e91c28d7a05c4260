import NIOCore
import NIOPosix
import Synchronization

/// Stands before a server on a port of its own. It passes on what clients send, and of the first connections cuts each when
/// the server has begun to answer: the server has done its work, and the client never hears of it.
final class LossyProxy: Sendable {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

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
    func run<T: Sendable>(_ body: @escaping @Sendable (String) async throws -> T) async throws -> T {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
            }
        let port = server.channel.localAddress?.port ?? 0
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.accept(server) }
            let result = try await body("http://127.0.0.1:\(port)")
            group.cancelAll()
            while await group.nextResult() != nil {}
            return result
        }
    }

    private func accept(_ server: NIOAsyncChannel<Connection, Never>) async throws {
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections { group.addTask { await self.relay(connection) } }
            }
        }
    }

    private func relay(_ client: Connection) async {
        // Whoever is cut off or finds nobody is what this is for.
        try? await client.executeThenClose { requests, answers in
            let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: target) { channel in
                    channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
                }
            try await server.executeThenClose { inbound, outbound in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { try? await Self.pass(requests, to: outbound) }
                    group.addTask { try? await Self.pass(inbound, to: answers) { self.takesLoss() } }
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func takesLoss() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }

    private static func pass(
        _ source: NIOAsyncChannelInboundStream<ByteBuffer>, to target: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        unless isLost: () -> Bool = { false }
    ) async throws {
        for try await part in source {
            if isLost() { return }
            try await target.write(part)
        }
    }
}
