internal import Synchronization
internal import TaskFlowSchema

/// The calls under way, and the one place that writes: whole lines, and none for a call that was cancelled.
final class MCPOutbox: Sendable {
    /// How many calls may be under way.
    static let limit = 256

    private let calls = Mutex<[ObjectIdentifier: MCPCall]>([:])
    private let output: @Sendable ([UInt8]) -> Void

    init(_ output: @escaping @Sendable ([UInt8]) -> Void) { self.output = output }

    /// Takes a call on; false when there are too many.
    func begin(_ call: MCPCall) -> Bool {
        calls.withLock { calls in
            if calls.count >= Self.limit { return false }
            calls[ObjectIdentifier(call)] = call
            return true
        }
    }

    func end(_ call: MCPCall) { calls.withLock { calls in _ = calls.removeValue(forKey: ObjectIdentifier(call)) } }

    /// Writes a line that belongs to no call.
    func send(_ line: [UInt8]) { calls.withLock { _ in output(line + [UInt8(ascii: "\n")]) } }

    /// Writes a line of a call, unless it has ended.
    func send(_ line: [UInt8], of call: MCPCall) {
        calls.withLock { calls in
            if calls[ObjectIdentifier(call)] != nil { output(line + [UInt8(ascii: "\n")]) }
        }
    }

    /// Ends the request with this id; `initialize` cannot be cancelled.
    func cancel(_ id: JSON) { cancel { $0.id == id && $0.method != "initialize" } }

    /// Ends what would never end by itself.
    func cancelListening() { cancel(\.isListening) }

    /// Ends what may wait for minutes.
    func cancelWaiting() { cancel(\.mayWait) }

    private func cancel(_ isMeant: (MCPMessage) -> Bool) {
        let calls = calls.withLock { calls in
            let meant = calls.filter { isMeant($0.value.message) }
            for key in meant.keys { calls[key] = nil }
            return meant.values
        }
        for call in calls { call.cancel() }
    }
}

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
