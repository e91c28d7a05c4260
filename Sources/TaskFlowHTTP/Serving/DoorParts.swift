/// What the door gives to its mounts: endpoints are made of it.
package struct DoorParts: Sendable {
    /// What the door was told at its start.
    package let settings: HTTPSettings
    /// Whether the server is shutting down.
    package let drain = DrainSwitch()
    /// The address callers know the server by.
    package let address: PublicAddress
    /// Which web pages may call.
    package let origins: OriginRules
    /// The cookie that browsers' sessions are kept in.
    package let cookie: BrowserCookie
    /// What a browser keeps while a person signs in at the SSO: it comes back from there by the SSO's hand.
    package let signInCookie: BrowserCookie
    /// Finds what a request proves its caller with.
    package let credentials: CredentialFinder
    /// Reads requests' bodies.
    package let bodies: BodyReader
    /// What OAuth clients are told; `nil` without an SSO.
    package let resource: ProtectedResource?

    init(_ settings: HTTPSettings, _ reader: any CredentialReader, _ sessions: any SessionReader) {
        self.settings = settings
        resource = ProtectedResource(settings)
        address = PublicAddress(settings.publicURL)
        origins = OriginRules(
            address, allowed: settings.allowedOrigins, sharesCookie: settings.sharesCookie,
            checksHost: settings.checksLocalHost)
        cookie = BrowserCookie(address, name: "taskflow_session", reach: .strict)
        signInCookie = BrowserCookie(address, name: "taskflow_sign_in", reach: .lax)
        credentials = CredentialFinder(reader: reader, sessions: sessions, cookie: cookie, origins: origins)
        bodies = BodyReader(limit: settings.limits.bodyBytes)
    }
}
