public import TaskFlowSchema

/// What was done (contract section 6).
public enum AuditAction: String, Choice, ColumnConvertible {
    case created
    case updated
    case deleted
    case started
    case progressed
    case submitted
    case approved
    case rejected
    case completed
    case blocked
    case unblocked
    case released
    case assigned
    case reopened
    case memberAdded = "member_added"
    case memberRemoved = "member_removed"
    case keyCreated = "key_created"
    case keyRevoked = "key_revoked"
}
