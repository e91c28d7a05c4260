internal import TaskFlowSchema

/// What a browser signs in with: exactly one of the two.
struct SessionRequest: Described {
    let code: SignInSecret?
    let token: SignInSecret?

    static let schema = Schema(
        SessionRequest.init,
        Field("code", \.code, secret: true, "The one-time code of a sign-in link"),
        Field("token", \.token, secret: true, "A valid token of the SSO"))
}
