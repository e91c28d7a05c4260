public import TaskFlowSchema

/// What a member may do in a project: owners manage it, members work in it, viewers read.
public enum ProjectRole: String, Choice, ColumnConvertible {
    case owner
    case member
    case viewer

    /// Whether the role may change tasks.
    public var mayWork: Bool { self != .viewer }
}
