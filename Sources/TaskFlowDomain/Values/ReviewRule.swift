public import TaskFlowSchema

/// Who may judge work in a project, beside its own rules: whoever did not do it, or persons alone.
public enum ReviewRule: String, Choice, ColumnConvertible {
    case anyone
    case person
}
