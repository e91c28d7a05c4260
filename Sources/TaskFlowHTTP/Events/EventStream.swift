internal import HTTPTypes
internal import HummingbirdCore
package import NIOCore

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

    private let source: @Sendable (_ sink: Sink, _ pace: StreamPace) async throws -> Void
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
        self.source = { sink, _ in
            try await source { frame in
                guard case .enqueued = sink.yield(frame.bytes) else { throw CancellationError() }
            }
        }
        self.endsItself = endsItself
        channel = call.channel
        drain = door.drain
        commentSeconds = door.settings.limits.commentSeconds
    }

    /// A stream at the pace of its client, whose source ends by itself when the server shuts down.
    ///
    /// - Parameter source: Sends bytes, of one frame or more. Sending waits for the client, half a minute at most, and then
    ///   throws.
    package init(
        pacedTo call: Call, _ door: DoorParts,
        _ source:
            @escaping @Sendable (_ send: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws -> Void
    ) {
        self.source = { sink, pace in
            try await source { [drain = door.drain] bytes in
                try await pace.enter(until: drain)
                guard case .enqueued = sink.yield(bytes) else { throw CancellationError() }
            }
        }
        endsItself = true
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
            let pace = StreamPace()
            let watch = HangUpWatch.begin(on: channel) { sink.finish() }
            defer { watch.end(on: channel) }
            guard try await pump(frames, sink, pace, into: &writer) else { throw CancellationError() }
            try await writer.finish(nil)
        }
    }

    /// Writes frames until the source or the server ends the stream, or the client leaves.
    /// - Returns: Whether it was not the client.
    private func pump(
        _ frames: AsyncStream<ByteBuffer>, _ sink: Sink, _ pace: StreamPace, into writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await send(to: sink, pace) }
            group.addTask { try await keepAlive(sink, pace) }
            if !endsItself { group.addTask { await endAtDrain(sink) } }
            for await frame in frames {
                try await writer.write(frame)
                pace.leave()
            }
            group.cancelAll()
            var isWhole = false
            while let result = await group.nextResult() { isWhole = isWhole || ((try? result.get()) ?? false) }
            return isWhole
        }
    }

    private func send(to sink: Sink, _ pace: StreamPace) async throws -> Bool {
        defer { sink.finish() }
        try await source(sink, pace)
        return true
    }

    // Also while the source has nothing to say because it cannot look.
    private func keepAlive(_ sink: Sink, _ pace: StreamPace) async throws -> Bool {
        let comment = EventFrame(comment: "").bytes
        while true {
            try await Task.sleep(for: .seconds(commentSeconds))
            if pace.wasQuiet() { sink.yield(comment) }
        }
    }

    private func endAtDrain(_ sink: Sink) async -> Bool {
        await drain.waitForBegin()
        sink.finish()
        return drain.isDraining
    }
}
