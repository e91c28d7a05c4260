public import TaskFlowSchema

/// How many entries a page has at most: 1–100.
public struct PageLimit: ConstrainedInteger {
    public static let range = 1...100
    /// What a caller gets who does not say.
    public static let standard = PageLimit(trusted: 50)
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
