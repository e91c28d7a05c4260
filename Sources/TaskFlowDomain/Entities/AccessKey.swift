public import TaskFlowSchema

/// A key as it is listed: everything but the key itself.
public struct AccessKey: Described {
    public let id: KeyID
    public let workerID: WorkerID
    public let name: Name
    public let scopes: Scopes
    public let createdAt: Timestamp
    public let expiresAt: Timestamp?
    public let lastUsedAt: Timestamp?

    public static let schema = Schema(
        AccessKey.init,
        Field(column: "id", \.id, "The key's number"),
        Field(column: "worker_id", \.workerID, "Whose key it is"),
        Field(column: "name", \.name, "What it is for"),
        Field(column: "scopes", \.scopes, "What it may be used for"),
        Field(column: "created_at", \.createdAt, "When it was made"),
        Field(column: "expires_at", \.expiresAt, "When it ends by itself"),
        Field(column: "last_used_at", \.lastUsedAt, "When it was last used, to the minute"))

    public static let schemaName = "Key"
}
