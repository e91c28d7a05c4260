public import TaskFlowSchema

/// How many entries of a list to pass over: at least 0.
public struct PageOffset: ConstrainedInteger {
    public static let range = 0...Int.max
    public static let none = PageOffset(trusted: 0)
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
