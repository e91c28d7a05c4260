internal import Synchronization
internal import TaskFlowDomain

/// Counts the bytes of large answers that are made and not sent yet, by actor: for whoever does not read what it asked for, no
/// more is made.
package final class UnsentAnswers: Sendable {
    /// Smaller answers are not counted: the rate limit bounds how many of them there are, and most are gone at once.
    package static let smallest = 64 << 10

    private let limit: Int
    /// How long a call waits for what came before it to be sent.
    let patience: Duration
    private let bytes = Mutex<[ActorName: Int]>([:])
    /// Whether anyone has any: most calls need ask no further.
    private let hasAny = Atomic(false)

    /// - Parameters:
    ///   - limit: The bytes with which an actor gets no further answers; what is being made at that moment may pass it.
    ///   - patience: How long a call waits for what came before it to be sent.
    package init(limit: Int = 16 << 20, patience: Duration = .seconds(5)) {
        self.limit = limit
        self.patience = patience
    }

    /// Counts an answer until the last reference to what is returned is gone; `nil` for a small one.
    func hold(_ count: Int, for actor: Actor) -> UnsentAnswer? {
        count < Self.smallest ? nil : UnsentAnswer(count, of: ActorName(actor), in: self)
    }

    /// Refuses a caller whose answers wait unread.
    func requireRoom(for name: ActorName) throws(TaskFlowError) {
        if hasRoom(for: name) { return }
        throw .unavailable(
            "You leave \(limit >> 20) MiB of answers unread: read them or close their connections, then call again",
            retryAfter: 5)
    }

    /// Waits until the caller's answers have been read far enough, or the time is over.
    /// - Returns: Whether they have.
    func waitForRoom(for name: ActorName, until end: ContinuousClock.Instant) async -> Bool {
        while ContinuousClock.now < end {
            if hasRoom(for: name) { return true }
            // Rare and short: those who read are never here.
            do { try await Task.sleep(for: .milliseconds(50)) } catch { return false }
        }
        return false
    }

    private func hasRoom(for name: ActorName) -> Bool {
        guard hasAny.load(ordering: .relaxed) else { return true }
        return bytes.withLock { $0[name, default: 0] } < limit
    }

    fileprivate func add(_ count: Int, of name: ActorName) {
        bytes.withLock { bytes in
            let sum = bytes[name, default: 0] + count
            bytes[name] = sum == 0 ? nil : sum
            hasAny.store(!bytes.isEmpty, ordering: .relaxed)
        }
    }
}

/// A large answer that was made and not sent yet.
package final class UnsentAnswer: Sendable {
    private let count: Atomic<Int>
    private let name: ActorName
    private let all: UnsentAnswers

    fileprivate init(_ count: Int, of name: ActorName, in all: UnsentAnswers) {
        self.count = Atomic(count)
        self.name = name
        self.all = all
        all.add(count, of: name)
    }

    /// Says how many bytes it really has.
    package func hasBytes(_ real: Int) { all.add(real - count.exchange(real, ordering: .relaxed), of: name) }

    deinit { all.add(-count.load(ordering: .relaxed), of: name) }
}
