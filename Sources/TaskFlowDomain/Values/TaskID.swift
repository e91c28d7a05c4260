public import TaskFlowSchema

/// A task's number: at least 1, never used again.
public struct TaskID: ConstrainedInteger {
    public static let range = 1...Int.max
    public static let zeroReadsAsNull = true
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
