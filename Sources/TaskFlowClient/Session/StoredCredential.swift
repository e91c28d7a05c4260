public import TaskFlowSchema

/// A key and the server it is for.
public struct StoredCredential: Described, Equatable {
    public let url: String
    public let token: String

    public init(url: String, token: String) {
        self.url = url
        self.token = token
    }

    public static let schema = Schema(
        StoredCredential.init,
        Field("url", \.url, "The server's address"),
        Field("token", \.token, secret: true, "The key"))
}
