internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// An answer of server-sent events: the frames of a source as they come, and a comment now and then so that nothing on the way
/// takes the connection for dead.
package struct EventStream: Sendable {
    /// Hands a frame to the connection; throws when the client is gone or has too many unread.
    package typealias Send = @Sendable (EventFrame) throws -> Void
    /// Sends frames until there are no more. It is cancelled when nobody listens any more.
    package typealias Source = @Sendable (_ send: @escaping Send) async throws -> Void
    private typealias Sink = AsyncStream<ByteBuffer>.Continuation

    /// A client that leaves more than so many frames unread is cut off: it connects anew, and looks anew.
    private static let backlog = 256

    private let source: Source
    private let channel: any Channel
    private let drain: DrainSwitch
    private let commentSeconds: Int
    private let endsItself: Bool

    /// - Parameters:
    ///   - call: The call that the stream answers.
    ///   - endsItself: Whether the source ends by itself when the server shuts down, with a last frame. Any other is cancelled
    ///     then, and the stream ends.
    package init(
        to call: Call, _ door: DoorParts, endsItself: Bool = false, _ source: @escaping Source
    ) {
        self.source = source
        self.endsItself = endsItself
        channel = call.channel
        drain = door.drain
        commentSeconds = door.settings.limits.commentSeconds
    }

    static let fields: HTTPFields = {
        var fields = CommonFields.bare.with(.contentType, "text/event-stream")
        fields[.cacheControl] = "no-store, no-transform"
        fields[.xAccelBuffering] = "no"
        return fields
    }()

    var body: ResponseBody {
        ResponseBody { writer in
            let (frames, sink) = AsyncStream.makeStream(
                of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.backlog))
            let watch = HangUpWatch.begin(on: channel) { sink.finish() }
            defer { watch.end(on: channel) }
            guard try await pump(frames, sink, into: &writer) else { throw CancellationError() }
            try await writer.finish(nil)
        }
    }

    /// Writes frames until the source or the server ends the stream, or the client leaves.
    /// - Returns: Whether it was not the client.
    private func pump(
        _ frames: AsyncStream<ByteBuffer>, _ sink: Sink, into writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await send(to: sink) }
            group.addTask { try await keepAlive(sink) }
            if !endsItself { group.addTask { await endAtDrain(sink) } }
            for await frame in frames { try await writer.write(frame) }
            group.cancelAll()
            var isWhole = false
            while let result = await group.nextResult() { isWhole = isWhole || ((try? result.get()) ?? false) }
            return isWhole
        }
    }

    private func send(to sink: Sink) async throws -> Bool {
        defer { sink.finish() }
        try await source { frame in
            guard case .enqueued = sink.yield(frame.bytes) else { throw CancellationError() }
        }
        return true
    }

    private func keepAlive(_ sink: Sink) async throws -> Bool {
        let comment = EventFrame(comment: "").bytes
        while true {
            try await Task.sleep(for: .seconds(commentSeconds))
            sink.yield(comment)
        }
    }

    private func endAtDrain(_ sink: Sink) async -> Bool {
        await drain.waitForBegin()
        sink.finish()
        return drain.isDraining
    }
}

/// Tells when a client hangs up. A stream that has nothing to say would notice at its next comment alone.
private final class HangUpWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
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
