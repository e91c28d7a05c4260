public import TaskFlowSchema

/// What was done (contract section 6).
public struct AuditAction: OpenChoice {
    public let rawValue: String

    public init(stored rawValue: String) { self.rawValue = rawValue }

    public static let created = AuditAction(stored: "created")
    public static let updated = AuditAction(stored: "updated")
    public static let deleted = AuditAction(stored: "deleted")
    public static let started = AuditAction(stored: "started")
    public static let progressed = AuditAction(stored: "progressed")
    public static let submitted = AuditAction(stored: "submitted")
    public static let approved = AuditAction(stored: "approved")
    public static let rejected = AuditAction(stored: "rejected")
    public static let completed = AuditAction(stored: "completed")
    public static let blocked = AuditAction(stored: "blocked")
    public static let unblocked = AuditAction(stored: "unblocked")
    public static let released = AuditAction(stored: "released")
    public static let assigned = AuditAction(stored: "assigned")
    public static let reopened = AuditAction(stored: "reopened")
    public static let memberAdded = AuditAction(stored: "member_added")
    public static let memberRemoved = AuditAction(stored: "member_removed")
    public static let keyCreated = AuditAction(stored: "key_created")
    public static let keyRevoked = AuditAction(stored: "key_revoked")

    public static let allCases: [AuditAction] = [
        .created, .updated, .deleted, .started, .progressed, .submitted, .approved, .rejected, .completed, .blocked,
        .unblocked, .released, .assigned, .reopened, .memberAdded, .memberRemoved, .keyCreated, .keyRevoked,
    ]
}
