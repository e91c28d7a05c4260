public import TaskFlowSchema

/// What an audit entry is about.
public enum EntityType: String, Choice, ColumnConvertible {
    case task
    case project
    case worker
    case key
}
