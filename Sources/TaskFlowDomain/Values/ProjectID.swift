public import TaskFlowSchema

/// A project's identity in the database; its slug may be used again after a deletion, this never.
public struct ProjectID: ConstrainedInteger {
    public static let range = 1...Int.max
    public static let zeroReadsAsNull = true
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
