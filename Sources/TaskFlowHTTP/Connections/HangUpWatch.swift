internal import NIOCore
package import TaskFlowDomain

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

extension Call {
    /// Runs a body that may wait long. It is cancelled when the client hangs up.
    package func whileConnected<T: Sendable>(
        _ body: @escaping @Sendable () async throws(TaskFlowError) -> T
    ) async throws(TaskFlowError) -> T {
        let (gone, leaver) = AsyncStream<Void>.makeStream()
        let watch = HangUpWatch.begin(on: channel) { leaver.finish() }
        defer { watch.end(on: channel) }
        let outcome = await withTaskGroup(of: Result<T, TaskFlowError>?.self) { group in
            group.addTask {
                do throws(TaskFlowError) { return .success(try await body()) } catch { return .failure(error) }
            }
            group.addTask {
                for await _ in gone {}
                return nil
            }
            var outcome = await group.next() ?? nil
            group.cancelAll()
            while outcome == nil, let next = await group.next() { outcome = next }
            return outcome
        }
        guard let outcome else { throw .internal("a call ended without an outcome") }
        return try outcome.get()
    }
}
