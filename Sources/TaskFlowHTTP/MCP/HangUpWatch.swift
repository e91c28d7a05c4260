internal import NIOCore

/// Tells when a client hangs up. A stream that has nothing to say would notice at its next comment alone.
final class HangUpWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let onHangUp: @Sendable () -> Void

    private init(_ onHangUp: @escaping @Sendable () -> Void) { self.onHangUp = onHangUp }

    /// Watches a connection. One that has ended already is told of at once.
    static func begin(on channel: any Channel, _ onHangUp: @escaping @Sendable () -> Void) -> HangUpWatch {
        let watch = HangUpWatch(onHangUp)
        channel.pipeline.addHandler(watch, position: .first).whenFailure { _ in onHangUp() }
        return watch
    }

    /// Watches no longer: the connection may serve another request.
    func end(on channel: any Channel) { channel.pipeline.removeHandler(self, promise: nil) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The other half of the connection may still be open, but no client of a stream has more to say.
        if let event = event as? ChannelEvent, event == .inputClosed { onHangUp() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        onHangUp()
        context.fireChannelInactive()
    }
}
