internal import TaskFlowSchema

/// `GET /api/sign-in`: which ways of signing in a page has to offer. It needs no credential.
struct SignInWays: Described {
    /// By a sign-in link, its code, or a person's key.
    let local: Bool
    /// At the SSO, by way of `/auth/login`.
    let sso: Bool

    static let schema = Schema(
        SignInWays.init,
        Field("local", \.local, "By a sign-in link, its code, or a person's key"),
        Field("sso", \.sso, "At the SSO, by way of /auth/login"))

    var bytes: [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }
}
