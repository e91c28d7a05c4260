public import TaskFlowSchema

/// A key's number: at least 1.
public struct KeyID: ConstrainedInteger {
    public static let range = 1...Int.max
    public static let zeroReadsAsNull = true
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
