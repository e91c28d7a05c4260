public import TaskFlowSchema

/// The door a call came through: a label on audit rows, not evidence.
public enum Via: String, Choice, ColumnConvertible {
    case rest
    case mcp
    case cli
    case web
}
