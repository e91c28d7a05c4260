package import TaskFlowSchema

/// The one error of the program: what went wrong, in words for the caller. Doors map its code to their own protocol.
package struct TaskFlowError: Error, Sendable, Equatable {
    /// What kind of refusal this is.
    package var code: ErrorCode
    /// One sentence for the caller; never SQL, a path or a driver's words.
    package var message: String
    /// What validation found, for ``ErrorCode/validationFailed`` alone.
    package var issues: [ValidationIssue] = []
    /// The scope that is missing, for ``ErrorCode/insufficientScope``.
    package var missingScope: String?
    /// The version the task really has, for ``ErrorCode/preconditionFailed``.
    package var currentVersion: Int?
    /// The entity tag of the task as it is, for ``ErrorCode/preconditionFailed``.
    package var currentTag: String?
    /// Why a task may not be started, for ``ErrorCode/notReady``: as `explain_task` answers it.
    package var reasons: [JSON] = []
    /// Seconds after which a new try makes sense.
    package var retryAfter: Int?
    /// Who was refused, for the log.
    package var actorID: WorkerID?
    /// What is left of the refused caller's calls, where callers are held to a number.
    package var quota: CallQuota?
    /// For the log alone: what lay behind an internal error or an outage.
    package var cause: String?

    package init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// The codes of errors, the same at every door (docs/contract.md, 5.2).
package enum ErrorCode: String, Sendable, CaseIterable {
    case unauthenticated
    case insufficientScope = "insufficient_scope"
    case forbidden
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case conflict
    case alreadyExists = "already_exists"
    case alreadyDone = "already_done"
    case assignedToOther = "assigned_to_other"
    case openSubtasks = "open_subtasks"
    case notReady = "not_ready"
    case leaseLost = "lease_lost"
    case claimLimit = "claim_limit"
    case dependencyCycle = "dependency_cycle"
    case delegationCycle = "delegation_cycle"
    case hasDependents = "has_dependents"
    case alreadyAnswered = "already_answered"
    case questionClosed = "question_closed"
    case approvalStale = "approval_stale"
    case tooLarge = "too_large"
    case invalidState = "invalid_state"
    case preconditionFailed = "precondition_failed"
    case payloadTooLarge = "payload_too_large"
    case validationFailed = "validation_failed"
    case rateLimited = "rate_limited"
    case unavailable
    case outcomeUnknown = "outcome_unknown"
    case `internal`
}
