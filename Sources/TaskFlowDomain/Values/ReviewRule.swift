internal import TaskFlowSchema

/// Who may judge work in a project, beside its own rules: whoever did not do it, or persons alone.
package enum ReviewRule: String, Choice, ColumnConvertible {
    case anyone
    case person
}
