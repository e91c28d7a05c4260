internal import TaskFlowSchema

/// A task's number: at least 1, never used again.
package struct TaskID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    /// Stands in a task that the database is yet to number.
    static let toBeGiven = TaskID(trusted: 0)

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
