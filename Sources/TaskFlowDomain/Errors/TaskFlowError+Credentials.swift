extension TaskFlowError {
    /// 401: the call has no credential at all.
    package static let noCredential = TaskFlowError(.unauthenticated, "Not authenticated")

    /// 401: the call's credential is not valid, whatever is wrong with it.
    package static let badCredential = TaskFlowError(.unauthenticated, "Invalid or expired credential")
}
