package import TaskFlowSchema

/// A worker's place in a project.
package struct Member: Described {
    package let workerID: WorkerID
    package let handle: Handle
    package let name: Name
    package let type: WorkerType
    package let role: ProjectRole
    package let joinedAt: Timestamp

    package static let schema = Schema(
        Member.init,
        Field(column: "worker_id", \.workerID, from: "project_members.worker_id", "The worker's id"),
        Field(column: "handle", \.handle, from: "workers.handle", "The worker's handle"),
        Field(column: "name", \.name, from: "workers.name", "The worker's name"),
        Field(column: "type", \.type, from: "workers.type", "Person or agent"),
        Field(column: "role", \.role, from: "project_members.role", "What the worker may do in the project"),
        Field(column: "joined_at", \.joinedAt, from: "project_members.joined_at", "When the worker joined"))
}

extension Member: Listed {
    package static let listColumns = [
        ListColumn("HANDLE", "handle"), ListColumn("TYPE", "type"), ListColumn("ROLE", "role"),
        ListColumn("JOINED", "joined_at"), ListColumn("NAME", "name"),
    ]
}

/// What a member may do in a project: owners manage it, members work in it, viewers read.
package enum ProjectRole: String, Choice, ColumnConvertible {
    case owner
    case member
    case viewer

    /// Whether the role may change tasks.
    package var mayWork: Bool { self != .viewer }
}
