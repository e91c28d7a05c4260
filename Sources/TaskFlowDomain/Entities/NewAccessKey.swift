package import TaskFlowSchema

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
        { id, workerID, name, scopes, createdAt, expiresAt, lastUsedAt, key in
            NewAccessKey(
                listed: AccessKey(
                    id: id, workerID: workerID, name: name, scopes: scopes, createdAt: createdAt,
                    expiresAt: expiresAt, lastUsedAt: lastUsedAt),
                key: key)
        },
        Field("id", \.listed.id, "The key's number"),
        Field("worker_id", \.listed.workerID, "Whose key it is"),
        Field("name", \.listed.name, "What it is for"),
        Field("scopes", \.listed.scopes, "What it may be used for"),
        Field("created_at", \.listed.createdAt, "When it was made"),
        Field("expires_at", \.listed.expiresAt, "When it ends by itself"),
        Field("last_used_at", \.listed.lastUsedAt, "When it was last used"),
        Field("key", \.key, secret: true, "The key; it is never shown again"))
}
