internal import TaskFlowSchema

/// The door a call came through: a label on audit rows, not evidence.
package struct Via: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let rest = Via(stored: "rest")
    package static let mcp = Via(stored: "mcp")
    package static let cli = Via(stored: "cli")
    package static let web = Via(stored: "web")

    package static let allCases: [Via] = [.rest, .mcp, .cli, .web]
}
