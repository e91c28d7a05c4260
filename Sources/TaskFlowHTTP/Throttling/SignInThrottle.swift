internal import TaskFlowDomain
internal import TaskFlowOperations

/// The throttle of failed sign-ins, for one door's requests.
struct SignInThrottle: Sendable {
    private let failures: FailedSignIns
    private let clients: ForwardedClient

    /// `nil` where the settings throttle nothing.
    init?(_ settings: HTTPSettings) {
        guard settings.failedSignInsPerMinute > 0 else { return nil }
        failures = FailedSignIns(limit: settings.failedSignInsPerMinute)
        clients = ForwardedClient(proxies: settings.trustedProxies)
    }

    /// Whether the request's client has failed too often of late. Nearly always answered by one look at a flag.
    func holds(_ head: RequestHead, from peer: ConnectionContext) -> Bool {
        failures.holdsAnyone && failures.isHeld(client(of: head, peer))
    }

    /// What a refusal becomes: a failed sign-in is counted, and one too many is refused for that.
    func judge(_ error: TaskFlowError, to head: RequestHead, from peer: ConnectionContext) -> TaskFlowError {
        // Who brings no credential guesses nothing, and learns from the answer how to bring one.
        guard error.code == .unauthenticated, error != Authenticator.noCredential else { return error }
        return failures.judge(error, of: client(of: head, peer))
    }

    private func client(of head: RequestHead, _ peer: ConnectionContext) -> IPAddress? {
        clients.address(peer: peer.address, forwardedFor: head.forwardedFor)
    }
}
