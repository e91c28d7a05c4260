internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowIdentity

/// Reads `Authorization` headers for the REST door.
struct BearerReader: CredentialReader {
    func credential(authorization header: String) async throws(TaskFlowError) -> Credential {
        try BearerToken.read(header)
    }
}
