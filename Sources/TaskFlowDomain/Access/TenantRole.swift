internal import TaskFlowSchema

/// What a worker is in its tenant.
package enum TenantRole: String, Choice, ColumnConvertible {
    case admin
    case member
}
