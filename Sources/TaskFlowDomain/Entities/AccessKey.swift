package import TaskFlowSchema

/// A key as it is listed: everything but the key itself.
package struct AccessKey: Described {
    package let id: KeyID
    package let workerID: WorkerID
    package let name: Name
    package let scopes: Scopes
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    package let lastUsedAt: Timestamp?

    package init(
        id: KeyID, workerID: WorkerID, name: Name, scopes: Scopes, createdAt: Timestamp, expiresAt: Timestamp?,
        lastUsedAt: Timestamp?
    ) {
        self.id = id
        self.workerID = workerID
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }

    package static let schema = Schema(
        AccessKey.init,
        Field(column: "id", \.id, "The key's number"),
        Field(column: "worker_id", \.workerID, "Whose key it is"),
        Field(column: "name", \.name, "What it is for"),
        Field(column: "scopes", \.scopes, "What it may be used for"),
        Field(column: "created_at", \.createdAt, "When it was made"),
        Field(column: "expires_at", \.expiresAt, "When it ends by itself"),
        Field(column: "last_used_at", \.lastUsedAt, "When it was last used, to the minute"))

    package static let schemaName = "Key"
}

extension AccessKey: Listed {
    package static let listColumns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("WORKER", "worker_id"),
        ListColumn("CREATED", "created_at"), ListColumn("EXPIRES", "expires_at"),
        ListColumn("LAST USED", "last_used_at"), ListColumn("NAME", "name"), ListColumn("SCOPES", "scopes"),
    ]
}

/// The reply to the making of a key: the one time that the key itself is shown.
package struct NewAccessKey: Described {
    package let listed: AccessKey
    package let key: String

    package init(listed: AccessKey, key: String) {
        self.listed = listed
        self.key = key
    }

    package static let schemaName = "NewKey"
    package static let schema = Schema(
        NewAccessKey.init, Field(group: \.listed), Field("key", \.key, secret: true, "The key; it is never shown again")
    )
}
