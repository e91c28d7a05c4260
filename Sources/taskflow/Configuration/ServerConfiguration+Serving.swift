internal import Foundation
internal import TaskFlowOperations

extension ServerConfiguration {
    /// Refuses settings that are right one by one, but not together.
    func checkServing(allowsInsecureLocalSignIn: Bool) throws(CommandFailure) {
        if signIn.mode == .sso { return try checkKeySetAddress() }
        guard isLoopback || allowsInsecureLocalSignIn else {
            throw .usage(
                "HOST: '\(host)' can be reached from other machines, and local sign-in is for one: "
                    + "use 127.0.0.1, or --allow-insecure-local-auth")
        }
        try checkPublicURL(allowsInsecureLocalSignIn)
    }

    /// A proxy may bring other machines to a server that listens on this one alone.
    private func checkPublicURL(_ allowsInsecureLocalSignIn: Bool) throws(CommandFailure) {
        guard let parts = URLComponents(string: publicURL), !Self.isLoopback(Self.bare(parts.host ?? "")) else {
            return
        }
        let crew = "TASKFLOW_LOCAL_CREW=1 (--local-crew) for a small crew behind a TLS proxy"
        let start = "PUBLIC_URL: '\(publicURL)' is for other machines, and local sign-in is for one"
        if parts.scheme == "https" {
            guard !signIn.isForLocalCrew else { return }
            throw .usage("\(start): set \(crew), or AUTH_SERVER_URL for an SSO")
        }
        guard !allowsInsecureLocalSignIn else { return }
        throw .usage(
            "\(start): use https, with \(crew) or AUTH_SERVER_URL for an SSO; --allow-insecure-local-auth takes http for a "
                + "trial")
    }

    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    private func checkKeySetAddress() throws(CommandFailure) {
        guard let url = keyURL, keySetAddress == nil else { return }
        throw .usage(
            "\(signIn.jwksURL == nil ? "AUTH_SERVER_URL" : "JWKS_URL"): the SSO's keys at '\(url)' would come unprotected: "
                + "use https (http is for this machine alone)")
    }

    /// What holds each caller to its calls a minute; `nil` where nobody is held.
    var limiter: CallLimiter? { rateLimit == 0 ? nil : CallLimiter(callsPerMinute: rateLimit) }

    /// Where programs on this machine find the server, with the port that was really taken.
    func localAddress(port: Int) -> String {
        switch host {
        case "0.0.0.0": Self.address("127.0.0.1", port)
        case "::": Self.address("::1", port)
        default: Self.address(host, port)
        }
    }
}
