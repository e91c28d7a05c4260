/// A message that was passed on and has not ended.
final class MCPCall: Sendable {
    let message: MCPMessage
    /// Ends when the call is cancelled.
    let cancellation: AsyncStream<Void>
    private let canceller: AsyncStream<Void>.Continuation

    init(_ message: MCPMessage) {
        self.message = message
        (cancellation, canceller) = AsyncStream.makeStream()
    }

    func cancel() { canceller.finish() }

    /// Runs the body until it ends or the call is cancelled.
    func run(_ body: @escaping @Sendable () async -> Void) async {
        await withTaskGroup { group in
            group.addTask { await body() }
            group.addTask { [cancellation] in for await _ in cancellation {} }
            await group.next()
            group.cancelAll()
        }
    }
}
