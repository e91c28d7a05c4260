public import TaskFlowDomain
public import TaskFlowSchema

/// That a worker called, and with which key.
public struct CredentialUse: Sendable {
    public let tenant: TenantID
    public let workerID: WorkerID
    public let keyID: KeyID?
    public let at: Timestamp
    /// The session whose end is put off by this use, if it is to be written down.
    public var renewal: SessionRenewal?
}

/// That a session ends later than was written.
public struct SessionRenewal: Sendable {
    /// The base64url of the session's SHA-256.
    public let hash: String
    public let expiresAt: Timestamp
}

/// Where uses are noted; it must not wait for anything.
public protocol ActivitySink: Sendable {
    func note(_ use: CredentialUse)
}
