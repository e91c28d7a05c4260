public import TaskFlowSchema

/// The one error of the program: what went wrong, in words for the caller. Doors map its code to their own protocol.
public struct TaskFlowError: Error, Sendable, Equatable {
    /// What kind of refusal this is.
    public var code: ErrorCode
    /// One sentence for the caller; never SQL, a path or a driver's words.
    public var message: String
    /// What validation found, for ``ErrorCode/validationFailed`` alone.
    public var issues: [ValidationIssue] = []
    /// The scope that is missing, for ``ErrorCode/insufficientScope``.
    public var missingScope: String?
    /// The version the task really has, for ``ErrorCode/preconditionFailed``.
    public var currentVersion: Int?
    /// Seconds after which a new try makes sense.
    public var retryAfter: Int?
    /// Who was refused, for the log.
    public var actorID: WorkerID?
    /// What is left of the refused caller's calls, where callers are held to a number.
    public var quota: CallQuota?
    /// For the log alone: what lay behind an internal error or an outage.
    public var cause: String?

    public init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
