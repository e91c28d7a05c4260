internal import TaskFlowSchema

/// What a browser signs in with: exactly one of the three.
struct SessionRequest: Described {
    let code: SignInSecret?
    let token: SignInSecret?
    let key: SignInSecret?

    static let schema = Schema(
        SessionRequest.init,
        Field("code", \.code, secret: true, "The one-time code of a sign-in link"),
        Field("token", \.token, secret: true, "A valid token of the SSO"),
        Field("key", \.key, secret: true, "A person's key: the session may do what it may, and ends with it"))
}
