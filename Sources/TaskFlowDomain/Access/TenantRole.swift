public import TaskFlowSchema

/// What a worker is in its tenant.
public enum TenantRole: String, Choice, ColumnConvertible {
    case admin
    case member
}
