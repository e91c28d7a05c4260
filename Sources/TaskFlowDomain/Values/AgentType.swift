package import TaskFlowSchema

/// The kind of an agent, such as `claude`: 1–50 Unicode scalars.
package struct AgentType: ConstrainedString {
    package static let rules = StringRules(1...50, trims: true, example: "claude")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
