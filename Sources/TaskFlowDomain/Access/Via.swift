public import TaskFlowSchema

/// The door a call came through: a label on audit rows, not evidence.
public struct Via: OpenChoice {
    public let rawValue: String

    public init(stored rawValue: String) { self.rawValue = rawValue }

    public static let rest = Via(stored: "rest")
    public static let mcp = Via(stored: "mcp")
    public static let cli = Via(stored: "cli")
    public static let web = Via(stored: "web")

    public static let allCases: [Via] = [.rest, .mcp, .cli, .web]
}
