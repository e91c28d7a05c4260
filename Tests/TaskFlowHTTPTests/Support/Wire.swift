import NIOCore
import NIOPosix

/// A plain socket to the server.
enum Wire {
    /// Sends bytes, the pieces one after another, and reads until the server closes.
    static func exchange(_ pieces: [ByteBuffer], port: Int, pause: Duration = .zero) async throws -> String {
        let channel = try await connect(port)
        return try await channel.executeThenClose { inbound, outbound in
            for piece in pieces {
                // A server that has had enough closes while more is being sent.
                do { try await outbound.write(piece) } catch { break }
                if pause > .zero { try await Task.sleep(for: pause) }
            }
            var received = ByteBuffer()
            do {
                for try await part in inbound { received.writeImmutableBuffer(part) }
            } catch is IOError {}
            return String(buffer: received)
        }
    }

    /// Sends a text, and another once the server has answered the first with a certain one; reads until the server closes.
    static func conversation(
        _ first: String, _ second: String, after answer: String, port: Int
    ) async throws -> String {
        let channel = try await connect(port)
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: first))
            var received = ByteBuffer()
            var hasSentAll = false
            for try await part in inbound {
                received.writeImmutableBuffer(part)
                guard !hasSentAll, String(buffer: received) == answer else { continue }
                hasSentAll = true
                try await outbound.write(ByteBuffer(string: second))
            }
            return String(buffer: received)
        }
    }

    /// How long the server keeps a connection that sends these bytes, reading nothing but its end.
    static func secondsUntilClosed(_ pieces: [ByteBuffer], port: Int, pause: Duration = .zero) async throws -> Double {
        let start = ContinuousClock.now
        _ = try await exchange(pieces, port: port, pause: pause)
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// - Parameter window: How many bytes the system keeps for whoever does not read, about; its own choice when nil.
    static func connect(_ port: Int, window: Int32? = nil) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let bounded = window.map { bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init($0)) } ?? bootstrap
        return
            try await bounded
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }
}
