public import TaskFlowSchema

/// After how many days a key ends by itself: 1–3,650.
public struct KeyLifetime: ConstrainedInteger {
    public static let range = 1...3650
    public let rawValue: Int

    public init(trusted rawValue: Int) { self.rawValue = rawValue }
}
