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
