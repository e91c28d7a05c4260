public import TaskFlowSchema

/// What an audit entry is about.
public struct EntityType: OpenChoice {
    public let rawValue: String

    public init(stored rawValue: String) { self.rawValue = rawValue }

    public static let task = EntityType(stored: "task")
    public static let project = EntityType(stored: "project")
    public static let worker = EntityType(stored: "worker")
    public static let key = EntityType(stored: "key")

    public static let allCases: [EntityType] = [.task, .project, .worker, .key]
}
