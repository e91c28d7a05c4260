/// The changes that wait for one subscriber: the newest to each thing, and a bounded number of things.
struct ChangeBuffer {
    /// How many things are kept apart, before all that is said is that something changed.
    static let limit = 1_000

    private var order: [Change.Subject] = []
    private var newest: [Change.Subject: Change] = [:]
    private var isComplete = true

    var isEmpty: Bool { order.isEmpty && isComplete }

    mutating func add(_ change: Change) {
        var change = change
        if let earlier = newest[change.subject] {
            change.holders.formUnion(earlier.holders)
        } else {
            order.append(change.subject)
        }
        newest[change.subject] = change
        if order.count > Self.limit {
            self = ChangeBuffer()
            isComplete = false
        }
    }

    /// What waits, if anything does; nothing waits after.
    mutating func take() -> ChangeBatch? {
        if isEmpty { return nil }
        defer { self = ChangeBuffer() }
        return ChangeBatch(changes: order.compactMap { newest[$0] }, isComplete: isComplete)
    }
}

/// What came since a subscriber last asked.
package struct ChangeBatch: Sendable, Equatable {
    /// The newest change to each thing, in the order of their first changes.
    package let changes: [Change]
    /// False when more came than is kept for one who is slow: anything may have changed, as far as it may be seen.
    package let isComplete: Bool

    /// - Parameter isComplete: whether these are all.
    package init(changes: [Change], isComplete: Bool) {
        self.changes = changes
        self.isComplete = isComplete
    }
}
