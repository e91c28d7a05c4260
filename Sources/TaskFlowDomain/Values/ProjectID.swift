internal import TaskFlowSchema

/// A project's identity in the database; its slug may be used again after a deletion, this never.
package struct ProjectID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
