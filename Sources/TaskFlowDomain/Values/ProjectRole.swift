internal import TaskFlowSchema

/// What a member may do in a project: owners manage it, members work in it, viewers read.
package enum ProjectRole: String, Choice, ColumnConvertible {
    case owner
    case member
    case viewer

    /// Whether the role may change tasks.
    package var mayWork: Bool { self != .viewer }
}
