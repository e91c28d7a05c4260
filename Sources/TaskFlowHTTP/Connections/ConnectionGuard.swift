internal import NIOCore
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Cuts off connections that take too long to send a body, send too much that nobody reads, or never read an answer.
/// Idle connections and slow heads are Hummingbird's own `idleTimeout`.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let limits: HTTPLimits
    private let gate: HeadGate
    private var answers = PlainAnswers()
    /// In front of the encoder: what is written there is bytes already.
    private var front: ChannelHandlerContext?
    private var bodyBytes = 0
    private var isInBody = false
    private var bodyDeadline: Scheduled<Void>?
    private var stallCheck: Scheduled<Void>?
    private var bufferedAtCheck = 0
    /// Whether somebody waits until all that was written is sent.
    private var isAwaited = false

    init(_ limits: HTTPLimits) {
        self.limits = limits
        gate = HeadGate(limit: limits.headBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // In front of the decoder, where bytes can be counted that are no request yet.
        let pipeline = context.pipeline.syncOperations
        try? pipeline.addHandler(gate, position: .first)
        front = try? pipeline.context(handler: gate)
        // Behind the decoder, and in front of what makes the types of the server out of what it decoded.
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        try? pipeline.addHandler(HeadNormaliser(), position: .before(codec))
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancelAll()
        front = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelAll()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: beginBody()
        case .body(let buffer): bodyBytes += buffer.readableBytes
        case .end: endBody()
        }
        if bodyBytes > limits.discardedBytes { return context.close(promise: nil) }
        context.fireChannelRead(data)
    }

    // Most bodies come with their head: only one that does not is worth a timer.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isInBody, bodyDeadline == nil {
            bodyDeadline = after(limits.bodySeconds, context) { $0.close(promise: nil) }
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let front else { return context.write(data, promise: promise) }
        switch answers.take(unwrapOutboundIn(data), context.channel.allocator) {
        case .pass: context.write(data, promise: promise)
        case .wait:
            // It is kept back until the connection is flushed, unless somebody waits for it.
            if let promise { write(answers.takePending() ?? ByteBuffer(), to: front, promise) }
        case .write(let bytes): write(bytes, to: front, promise)
        case .writeBoth(let first, let second):
            write(first, to: front, nil)
            write(second, to: front, promise)
        }
    }

    func flush(context: ChannelHandlerContext) {
        guard let front else { return context.flush() }
        if let bytes = answers.takePending() { write(bytes, to: front, nil) }
        front.flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stallCheck?.cancel()
        stallCheck = nil
        if isAwaited || !context.channel.isWritable { scheduleStallCheck(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Cuts a connection off too that takes nothing of the end of an answer for which somebody waits: so little may be left that
    /// it can be written to, and then nothing else tells of it. On the connection's event loop.
    static func watch(_ channel: any Channel, until sent: EventLoopFuture<Void>) {
        guard let context = try? channel.pipeline.syncOperations.context(handlerType: ConnectionGuard.self),
            let watcher = context.handler as? ConnectionGuard
        else { return }
        watcher.watch(context, until: sent)
    }

    private func watch(_ context: ChannelHandlerContext, until sent: EventLoopFuture<Void>) {
        isAwaited = true
        sent.assumeIsolated().whenComplete { _ in
            self.isAwaited = false
            guard context.channel.isWritable else { return }
            self.stallCheck?.cancel()
            self.stallCheck = nil
        }
        if isAwaited, stallCheck == nil { scheduleStallCheck(context) }
    }

    private func write(_ bytes: ByteBuffer, to context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        context.write(NIOAny(bytes), promise: promise)
    }

    private func beginBody() {
        gate.headEnded()
        bodyBytes = 0
        isInBody = true
    }

    private func endBody() {
        gate.requestEnded()
        isInBody = false
        bodyDeadline?.cancel()
        bodyDeadline = nil
    }

    private func scheduleStallCheck(_ context: ChannelHandlerContext) {
        bufferedAtCheck = buffered(context)
        stallCheck = after(limits.stallSeconds, context) { context in
            // Slow is not stalled: a client that took something has as long again.
            let isStalled = self.buffered(context) >= self.bufferedAtCheck
            if isStalled { context.close(promise: nil) } else { self.scheduleStallCheck(context) }
        }
    }

    private func buffered(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func after(
        _ seconds: Int, _ context: ChannelHandlerContext, _ body: @escaping (ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(seconds))) { body(context) }
    }

    private func cancelAll() {
        bodyDeadline?.cancel()
        stallCheck?.cancel()
        bodyDeadline = nil
        stallCheck = nil
    }
}
