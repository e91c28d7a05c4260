internal import TaskFlowSchema

/// What was done (contract section 6).
package struct AuditAction: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let created = AuditAction(stored: "created")
    package static let updated = AuditAction(stored: "updated")
    package static let deleted = AuditAction(stored: "deleted")
    package static let started = AuditAction(stored: "started")
    package static let progressed = AuditAction(stored: "progressed")
    package static let submitted = AuditAction(stored: "submitted")
    package static let approved = AuditAction(stored: "approved")
    package static let rejected = AuditAction(stored: "rejected")
    package static let completed = AuditAction(stored: "completed")
    package static let blocked = AuditAction(stored: "blocked")
    package static let unblocked = AuditAction(stored: "unblocked")
    package static let released = AuditAction(stored: "released")
    package static let assigned = AuditAction(stored: "assigned")
    package static let reopened = AuditAction(stored: "reopened")
    package static let memberAdded = AuditAction(stored: "member_added")
    package static let memberRemoved = AuditAction(stored: "member_removed")
    package static let keyCreated = AuditAction(stored: "key_created")
    package static let keyRevoked = AuditAction(stored: "key_revoked")

    package static let allCases: [AuditAction] = [
        .created, .updated, .deleted, .started, .progressed, .submitted, .approved, .rejected, .completed, .blocked,
        .unblocked, .released, .assigned, .reopened, .memberAdded, .memberRemoved, .keyCreated, .keyRevoked,
    ]
}
