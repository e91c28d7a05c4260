internal import NIOCore

/// Counts the bytes of a request's head, target included, which the decoder bounds not at all, and refuses a longer one.
final class HeadGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limit: Int
    private var headBytes = 0
    private var isInHead = true
    private var isRefused = false

    init(limit: Int) { self.limit = limit }

    /// A head was decoded.
    func headEnded() {
        headBytes = 0
        isInHead = false
    }

    /// A request was decoded to its end: what follows is the next head.
    func requestEnded() {
        headBytes = 0
        isInHead = true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isRefused { return }
        headBytes += unwrapInboundIn(data).readableBytes
        context.fireChannelRead(data)
        if !isInHead { headBytes = 0 } else if headBytes > limit { refuse(context) }
    }

    /// Returns when all that was written to a connection has been sent; throws when the connection ends before.
    static func everythingSent(on channel: any Channel) async throws {
        try await channel.eventLoop.flatSubmit {
            let sent = channel.eventLoop.makePromise(of: Void.self)
            do {
                // Behind the encoder, which would take no bytes: what is written is sent in order, nothing after all the rest.
                let context = try channel.pipeline.syncOperations.context(handlerType: HeadGate.self)
                context.writeAndFlush(NIOAny(ByteBuffer()), promise: sent)
                ConnectionGuard.watch(channel, until: sent.futureResult)
            } catch {
                sent.fail(error)
            }
            return sent.futureResult
        }.get()
    }

    private func refuse(_ context: ChannelHandlerContext) {
        isRefused = true
        let body = #"{"error":"The request's head is too large","status_code":431,"code":"payload_too_large"}"#
        let answer = """
            HTTP/1.1 431 Request Header Fields Too Large\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r
            \(body)
            """
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        context.close(promise: nil)
    }
}
