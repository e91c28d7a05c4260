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
        NewAccessKey.init, Field(group: \.listed), Field("key", \.key, secret: true, "The key; it is never shown again"))
}
