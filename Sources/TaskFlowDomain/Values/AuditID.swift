public import TaskFlowSchema

/// An audit entry's number: at least 1, growing with every entry.
public struct AuditID: ConstrainedInteger {
    public static let range = 1...Int.max
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
