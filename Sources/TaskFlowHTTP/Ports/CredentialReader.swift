public import TaskFlowDomain

/// Turns the token of `Authorization: Bearer …` into the credential it is.
public protocol CredentialReader: Sendable {
    /// The credential a token stands for; what is wrong with it is ``ErrorCode/unauthenticated``.
    /// - Parameter token: What follows the scheme, which the door has checked.
    func credential(bearer token: String) async throws(TaskFlowError) -> Credential
}
