internal import TaskFlowSchema

/// What an audit entry is about.
package struct EntityType: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let task = EntityType(stored: "task")
    package static let project = EntityType(stored: "project")
    package static let worker = EntityType(stored: "worker")
    package static let key = EntityType(stored: "key")

    package static let allCases: [EntityType] = [.task, .project, .worker, .key]
}
