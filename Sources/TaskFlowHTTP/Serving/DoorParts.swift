internal import TaskFlowOperations

/// What endpoints are made of.
struct DoorParts: Sendable {
    let settings: HTTPSettings
    let dispatcher: Dispatcher
    let sessions: any SessionService
    let health: any HealthProbe
    let drain: DrainSwitch
    let address: PublicAddress
    let origins: OriginRules
    let cookie: SessionCookie
    let credentials: CredentialFinder
    let bodies: BodyReader
    /// What OAuth clients are told; `nil` without an SSO.
    let resource: ProtectedResource?

    init(
        _ settings: HTTPSettings, _ dispatcher: Dispatcher, _ sessions: any SessionService,
        _ reader: any CredentialReader, _ health: any HealthProbe
    ) {
        self.settings = settings
        self.dispatcher = dispatcher
        self.sessions = sessions
        self.health = health
        drain = DrainSwitch()
        resource = ProtectedResource(settings)
        address = PublicAddress(settings.publicURL)
        let hosts = settings.checksLocalHost ? LocalHosts(address) : nil
        origins = OriginRules(
            address, allowed: settings.allowedOrigins, sharesCookie: settings.sharesCookie, hosts: hosts)
        cookie = SessionCookie(address)
        credentials = CredentialFinder(reader: reader, sessions: sessions, cookie: cookie, origins: origins)
        bodies = BodyReader(limit: settings.limits.bodyBytes)
    }
}
