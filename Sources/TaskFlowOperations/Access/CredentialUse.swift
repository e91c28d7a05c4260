public import TaskFlowDomain
public import TaskFlowSchema

/// That a worker called, and with which key.
public struct CredentialUse: Sendable {
    public let tenant: TenantID
    public let workerID: WorkerID
    public let keyID: KeyID?
    public let at: Timestamp
}

/// Where uses are noted; it must not wait for anything.
public protocol ActivitySink: Sendable {
    func note(_ use: CredentialUse)
}
