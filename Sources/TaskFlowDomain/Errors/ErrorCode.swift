/// The codes of contract section 5, the same at every door.
package enum ErrorCode: String, Sendable, CaseIterable {
    case unauthenticated
    case insufficientScope = "insufficient_scope"
    case forbidden
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case conflict
    case alreadyExists = "already_exists"
    case assignedToOther = "assigned_to_other"
    case openSubtasks = "open_subtasks"
    case invalidState = "invalid_state"
    case preconditionFailed = "precondition_failed"
    case payloadTooLarge = "payload_too_large"
    case validationFailed = "validation_failed"
    case rateLimited = "rate_limited"
    case unavailable
    case outcomeUnknown = "outcome_unknown"
    case `internal`
}
