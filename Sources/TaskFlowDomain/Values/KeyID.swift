internal import TaskFlowSchema

/// A key's number: at least 1.
package struct KeyID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    /// Stands in a key that the database is yet to number.
    package static let toBeGiven = KeyID(trusted: 0)

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
