public import TaskFlowSchema

/// A percentage: 0–100.
public struct Percent: ConstrainedInteger {
    public static let range = 0...100
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
