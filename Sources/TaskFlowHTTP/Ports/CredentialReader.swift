public import TaskFlowDomain

/// Turns what an `Authorization` header carries into the credential it is.
public protocol CredentialReader: Sendable {
    /// The credential in the value of the one `Authorization` header, scheme included; another scheme, or anything else
    /// that is wrong with it, is ``ErrorCode/unauthenticated``.
    func credential(authorization header: String) async throws(TaskFlowError) -> Credential
}
