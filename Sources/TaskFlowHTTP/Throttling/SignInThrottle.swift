internal import NIOCore
internal import Synchronization
internal import TaskFlowDomain

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
    func holds(_ head: RequestHead, from channel: any Channel) -> Bool {
        failures.holdsAnyone && failures.isHeld(client(of: head, channel))
    }

    /// What a refusal becomes: a failed sign-in is counted, and one too many is refused for that.
    func judge(_ error: TaskFlowError, to head: RequestHead, from channel: any Channel) -> TaskFlowError {
        // Who brings no credential guesses nothing, and learns from the answer how to bring one.
        guard error.code == .unauthenticated, error != TaskFlowError.noCredential else { return error }
        return failures.judge(error, of: client(of: head, channel))
    }

    private func client(of head: RequestHead, _ channel: any Channel) -> IPAddress? {
        // The other end of the connection is the client or a proxy. Asked for after failures alone.
        clients.address(peer: channel.remoteAddress?.ipAddress, forwardedFor: head.forwardedFor)
    }
}

/// Counts failed sign-ins by client: so many a minute, then 429 in place of 401.
///
/// A credential is judged first, whoever sends it: a client that guesses does not lock out those who share its address. What
/// a guess costs stays small: a key is one look into the database; and once a client is held, nobody asks the SSO for
/// keys on its account (``isHeld(_:)``), so that its tokens cost no more than a signature.
private final class FailedSignIns: Sendable {
    private let limit: Int
    private let counter: WindowCounter<IPAddress?>
    private let now: WindowCounter<IPAddress?>.Clock
    /// Until when someone is held: most calls need ask no further.
    private let heldUntil: Mutex<ContinuousClock.Instant>
    private let hasHeld = Atomic(false)

    /// - Parameter limit: Failures that a client has in a minute, 1 or more.
    init(limit: Int, now: @escaping WindowCounter<IPAddress?>.Clock = { .now }) {
        self.limit = limit
        self.now = now
        heldUntil = Mutex(now())
        counter = WindowCounter(limit: limit, now: now)
    }

    /// Whether any client is held at all.
    var holdsAnyone: Bool {
        guard hasHeld.load(ordering: .relaxed) else { return false }
        if now() < heldUntil.withLock({ $0 }) { return true }
        hasHeld.store(false, ordering: .relaxed)
        return false
    }

    /// Whether a client has used its failures up.
    func isHeld(_ client: IPAddress?) -> Bool {
        guard let standing = counter.standing(of: client?.client) else { return false }
        return standing.count >= limit
    }

    /// Counts a failure; one too many becomes ``ErrorCode/rateLimited``.
    func judge(_ error: TaskFlowError, of client: IPAddress?) -> TaskFlowError {
        let standing = counter.count(client?.client)
        if standing.count >= limit { hold(seconds: standing.secondsLeft) }
        guard standing.count > limit else { return error }
        var refusal = TaskFlowError(
            .rateLimited, "Too many failed sign-ins from your address: try again in \(standing.secondsLeft) s")
        refusal.retryAfter = standing.secondsLeft
        return refusal
    }

    private func hold(seconds: Int) {
        let end = now() + .seconds(seconds)
        heldUntil.withLock { $0 = max($0, end) }
        hasHeld.store(true, ordering: .relaxed)
    }
}

/// Tells who a request is from when it may have come through proxies.
struct ForwardedClient: Sendable {
    /// The proxies whose `X-Forwarded-For` is believed.
    let proxies: [AddressRange]

    /// The client: the peer, unless it is a trusted proxy; then whom that proxy names, and so on, from the right.
    ///
    /// Each trusted proxy vouches for the one entry that it added. What is no address ends the walk at whoever wrote it, for
    /// what stands left of it may have been made up by the client.
    func address(peer: String?, forwardedFor: String?) -> IPAddress? {
        guard var client = peer.flatMap(IPAddress.init) else { return nil }
        guard let forwardedFor else { return client }
        for entry in forwardedFor.split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard proxies.contains(where: { $0.contains(client) }), let next = Self.address(entry) else { break }
            client = next
        }
        return client
    }

    // Some proxies add the port, and brackets with it.
    private static func address(_ entry: Substring) -> IPAddress? {
        let text = entry.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        if text.first == "[" { return IPAddress(String(text.dropFirst().prefix { $0 != "]" })) }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return IPAddress(String(colons == 1 ? text.prefix { $0 != ":" } : text))
    }
}
