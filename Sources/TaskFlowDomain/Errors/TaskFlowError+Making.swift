package import TaskFlowSchema

extension TaskFlowError {
    /// 404: it is not there, or the caller may not know that it is.
    package static func notFound(_ what: String) -> TaskFlowError { TaskFlowError(.notFound, "\(what) not found") }

    /// 403: the caller may see it, but not do this.
    package static func forbidden(_ message: String) -> TaskFlowError { TaskFlowError(.forbidden, message) }

    /// 422: what validation found.
    package static func invalid(_ issues: [ValidationIssue]) -> TaskFlowError {
        var error = TaskFlowError(.validationFailed, issues.first?.message ?? "The input is not valid")
        error.issues = issues
        return error
    }

    /// 503: the server cannot serve this now; trying again later makes sense.
    package static func unavailable(_ message: String, cause: String? = nil, retryAfter: Int? = nil) -> TaskFlowError {
        var error = TaskFlowError(.unavailable, message)
        error.cause = cause
        error.retryAfter = retryAfter
        return error
    }

    /// 500: a fault of the program; the cause goes to the log.
    package static func `internal`(_ cause: String) -> TaskFlowError {
        var error = TaskFlowError(.internal, "Internal server error")
        error.cause = cause
        return error
    }

    /// The same error, told of an actor and of what is left of its calls.
    package func by(_ actor: Actor, _ quota: CallQuota? = nil) -> TaskFlowError {
        var error = self
        error.actorID = actor.workerID
        error.quota = quota
        return error
    }

    /// 422: one value of the input refers to something that is not there, or breaks a rule only the database knows.
    package static func invalid(
        _ message: String, at location: [ValidationIssue.Step], input: JSON
    ) -> TaskFlowError {
        invalid([.value(message, at: location, input: input)])
    }
}

extension TaskFlowError {
    /// 401: the call has no credential at all.
    package static let noCredential = TaskFlowError(.unauthenticated, "Not authenticated")

    /// 401: the call's credential is not valid, whatever is wrong with it.
    package static let badCredential = TaskFlowError(.unauthenticated, "Invalid or expired credential")
}
