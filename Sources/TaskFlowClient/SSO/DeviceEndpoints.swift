/// Where a device signs in at an SSO, and in which of its two ways.
struct DeviceEndpoints: Equatable, Sendable {
    enum Form: Equatable, Sendable {
        /// Better Auth 1.4 to 1.6, `deviceAuthorization()`: JSON, and a session token that JWTs are asked for with.
        case session(jwtURL: String, signOutURL: String)
        /// OAuth (RFC 8628), as Better Auth 1.7 has it with `oauthDeviceAuthorization()`: forms and real access tokens.
        case oauth(revocationURL: String?, scopes: [String]?)
    }

    /// The SSO, as the server names it.
    let server: ServerAddress
    let codeURL: String
    let tokenURL: String
    let form: Form

    /// The way of an SSO that publishes no other.
    static func session(_ server: ServerAddress, base: String) -> DeviceEndpoints {
        DeviceEndpoints(
            server: server, codeURL: base + "/device/code", tokenURL: base + "/device/token",
            form: .session(jwtURL: base + "/token", signOutURL: base + "/sign-out"))
    }
}
