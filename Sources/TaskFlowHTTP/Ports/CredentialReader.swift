package import TaskFlowDomain

/// Turns what an `Authorization` header carries into the credential it is.
package protocol CredentialReader: Sendable {
    /// The credential in the value of the one `Authorization` header, scheme included; another scheme, or anything else
    /// that is wrong with it, is ``ErrorCode/unauthenticated``.
    func credential(authorization header: String) async throws(TaskFlowError) -> Credential

    /// The same for a client that has failed too often of late: nothing is asked of anyone outside on its account. A token
    /// whose key is not known here is ``ErrorCode/unauthenticated``.
    func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential
}

extension CredentialReader {
    /// Readers that ask nobody outside have no more to do.
    package func credentialFromKnownKeys(authorization header: String) async throws(TaskFlowError) -> Credential {
        try await credential(authorization: header)
    }
}
