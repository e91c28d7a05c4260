internal import TaskFlowSchema

/// An audit entry's number: at least 1, growing with every entry.
package struct AuditID: ConstrainedInteger {
    package static let range = 1...Int.max
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
