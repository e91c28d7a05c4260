internal import TaskFlowDomain
internal import TaskFlowStorage

/// Runs an operation once for a caller's key: a repeated call gets the first one's answer, before anything is looked at that
/// may have changed since.
struct KeyedCall<O: Operation> {
    let call: CallKey
    let input: O.Input

    /// - Returns: The answer, and whether it is an earlier call's.
    func run(
        as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> (output: O.Output, isReplayed: Bool) {
        let place = AnswerPlace(call, of: actor)
        try place.claim(in: tx)
        if let stored = try place.find(in: tx) {
            try call.require(stored)
            return (try stored.output(of: O.self), true)
        }
        let count = tx.recordCount
        let output = try O.run(input, as: actor, in: tx)
        // What changed nothing is looked at anew when it is asked again, as refusals are.
        if tx.recordCount > count, let output = output as? any CommandOutput { try place.put(output, of: call, in: tx) }
        return (output, false)
    }
}

/// How long a call waits for another one with its key.
struct KeyPatience: Sendable {
    private static let pause = Duration.milliseconds(20)
    private let end: ContinuousClock.Instant

    /// - Parameter limit: From now on.
    init(_ limit: Duration = .seconds(2)) { end = .now + limit }

    /// Waits a little, without a connection to the database.
    /// - Returns: Whether to try again.
    func wait() async -> Bool {
        guard .now + Self.pause < end else { return false }
        do { try await Task.sleep(for: Self.pause) } catch { return false }
        return true
    }
}
