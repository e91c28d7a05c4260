public import TaskFlowSchema

/// The kind of an agent, such as `claude`: 1–50 Unicode scalars.
public struct AgentType: ConstrainedString {
    public static let rules = StringRules(1...50, trims: true, example: "claude")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
