package import TaskFlowDomain
package import TaskFlowSchema

/// That a worker called, and with which key.
package struct CredentialUse: Sendable {
    package let tenant: TenantID
    package let workerID: WorkerID
    package let keyID: KeyID?
    package let at: Timestamp
    /// The session whose end is put off by this use, if it is to be written down.
    package var renewal: SessionRenewal?
}

/// That a session ends later than was written.
package struct SessionRenewal: Sendable {
    /// The base64url of the session's SHA-256.
    package let hash: String
    package let expiresAt: Timestamp
}

/// Where uses are noted; it must not wait for anything.
package protocol ActivitySink: Sendable {
    func note(_ use: CredentialUse)
}
