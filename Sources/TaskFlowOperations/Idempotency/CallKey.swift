internal import Crypto
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A call that may be repeated: its key, and what was asked for.
package struct CallKey: Sendable {
    let key: IdempotencyKey
    let operation: String
    /// The SHA-256 of the decoded input in base64url. However doors spell it, the same input has the same.
    let input: String

    init<O: Operation>(_ key: IdempotencyKey, of operation: O.Type, _ input: O.Input) {
        var writer = JSONWriter()
        input.encode(to: &writer)
        self.key = key
        self.operation = O.spec.name
        self.input = SHA256.hash(data: writer.bytes).withUnsafeBytes { Base64URL.encode($0) }
    }

    /// Refuses another call under the same key.
    func require(_ stored: StoredAnswer) throws(TaskFlowError) {
        if stored.operation == operation, stored.input == input { return }
        throw .invalid(
            "the key was sent before with another call; a new call needs a new key",
            at: [.name("header"), .name(IdempotencyKey.header)], input: .string(key.text))
    }
}

extension TaskFlowError {
    /// 409: the first call with the key has not ended.
    static let keyInFlight = {
        var error = TaskFlowError(.conflict, "A call with this idempotency key is still being carried out")
        error.retryAfter = 1
        return error
    }()

    /// Whether it is ``keyInFlight``, whoever was refused.
    var isKeyInFlight: Bool { code == .conflict && message == Self.keyInFlight.message }
}
