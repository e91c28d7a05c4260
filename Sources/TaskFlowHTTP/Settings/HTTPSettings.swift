/// What the REST door is told at its start.
package struct HTTPSettings: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 takes a free one.
    package var port: Int
    /// The address callers know the server by: links, and the Host and Origin checks, are made of it.
    package var publicURL: String
    /// Further origins whose pages may call with a key or token of their own, exactly as browsers send them.
    package var allowedOrigins: [String]
    /// Whether those pages may also use a session's cookie, which else counts for the server's own origin alone: so where they
    /// were named on purpose.
    package var sharesCookie = false
    /// How long the port stays open after the server was told to stop, so that whoever sends calls here hears of it first.
    package var drainSeconds = 0
    /// The program's version, for `/health` and the OpenAPI document.
    package var version: String
    /// Whether Host and Origin must be this machine's: local sign-in must not be reached by DNS rebinding.
    package var checksLocalHost: Bool
    /// Failed sign-ins that a client address has in a minute; 0 for no limit.
    package var failedSignInsPerMinute = 30
    /// The proxies whose `X-Forwarded-For` tells the client's address.
    package var trustedProxies: [AddressRange] = []
    /// The SSO's issuers, for OAuth clients (RFC 9728); empty where sign-in is local.
    package var authorizationServers: [String] = []
    /// The OAuth client that `taskflow login` introduces itself as.
    package var clientID = "taskflow-cli"
    /// How much a connection may take.
    package var limits: HTTPLimits

    /// - Parameter publicURL: `http://host:port` when not given.
    package init(
        host: String = "127.0.0.1", port: Int = 8000, publicURL: String? = nil, allowedOrigins: [String] = [],
        version: String = "0.0.0", checksLocalHost: Bool = false,
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL ?? "http://\(host):\(port)"
        self.allowedOrigins = allowedOrigins
        self.version = version
        self.checksLocalHost = checksLocalHost
        self.limits = limits
    }
}
