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
