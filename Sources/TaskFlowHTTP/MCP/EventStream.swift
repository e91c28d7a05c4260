internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TaskFlowMCP
internal import TaskFlowSchema

/// Server-sent events (WHATWG HTML, section 9.2): one JSON-RPC message each, and a comment now and then so that nothing on the
/// way takes the connection for dead.
struct EventStream: Sendable {
    let messages: MCPStream
    /// The connection: when its client hangs up, the messages are wanted no longer.
    let channel: any Channel
    /// Seconds between comments.
    let commentSeconds: Int

    /// A client that leaves more than so many messages unread is cut off: it listens anew, and looks anew.
    private static let backlog = 256

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

    /// Writes frames until the messages end.
    /// - Returns: Whether the messages ended by themselves, rather than the client.
    private func pump(
        _ frames: AsyncStream<ByteBuffer>, _ sink: AsyncStream<ByteBuffer>.Continuation,
        into writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await send(to: sink) }
            group.addTask { try await keepAlive(sink) }
            for await frame in frames { try await writer.write(frame) }
            group.cancelAll()
            var isWhole = false
            while let result = await group.nextResult() { isWhole = isWhole || ((try? result.get()) ?? false) }
            return isWhole
        }
    }

    private func send(to sink: AsyncStream<ByteBuffer>.Continuation) async throws -> Bool {
        defer { sink.finish() }
        try await messages.run { message in
            let frame = ByteBuffer(string: "event: message\ndata: \(message.text)\n\n")
            guard case .enqueued = sink.yield(frame) else { throw CancellationError() }
        }
        return true
    }

    private func keepAlive(_ sink: AsyncStream<ByteBuffer>.Continuation) async throws -> Bool {
        while true {
            try await Task.sleep(for: .seconds(commentSeconds))
            sink.yield(ByteBuffer(string: ":\n\n"))
        }
    }
}
