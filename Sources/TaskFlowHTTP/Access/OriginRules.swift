package import TaskFlowDomain

/// Which web pages' origins may call with credentials.
package struct OriginRules: Sendable {
    /// Whose pages may call, with a credential of their own.
    private let allowed: [String]
    /// Whose pages may call with the cookie that the browser has of this server.
    private let trusted: [String]
    private let hosts: LocalHosts?
    /// The host of an https address: a page that came to it without TLS may be anybody's.
    private let secureHost: String?

    /// - Parameters:
    ///   - sharesCookie: Whether the allowed origins' pages may use a session's cookie as the server's own do.
    ///   - checksHost: Whether calls must name this machine, as they must where the sign-in is local.
    init(_ address: PublicAddress, allowed: [String], sharesCookie: Bool, checksHost: Bool) {
        self.allowed = [address.origin] + allowed.map { PublicAddress($0).origin }
        trusted = sharesCookie ? self.allowed : [address.origin]
        hosts = checksHost ? LocalHosts(address) : nil
        secureHost = address.isSecure ? address.host : nil
    }

    /// Whether the request's `Origin` is one of ours.
    func admits(_ head: RequestHead) -> Bool { isOne(of: allowed, head) }

    /// Whether a session's cookie counts for the page that asks. Where there is no `Origin`, only a read may be the server's
    /// own page's.
    func admitsCookie(_ head: RequestHead) -> Bool {
        head.origin == nil ? head.isSafe : isOne(of: trusted, head)
    }

    private func isOne(of origins: [String], _ head: RequestHead) -> Bool {
        guard let origin = head.origin else { return false }
        if origins.contains(origin) { return true }
        // On one machine the server goes by more names than one (localhost, 127.0.0.1), and its Host was checked.
        guard hosts != nil, let host = head.host, PublicAddress.host(of: host) != secureHost else { return false }
        return origin == "http://" + host.lowercased()
    }

    /// Refuses a change that a strange page asks for with a browser's own credential.
    package func require(_ head: RequestHead) throws(TaskFlowError) {
        if isOne(of: trusted, head) { return }
        throw .forbidden(
            "This call needs an Origin header that names this server, or an origin of ALLOWED_ORIGINS set by hand")
    }

    /// Whether the request's `Host` is this machine's, where that matters.
    package func admitsHost(_ head: RequestHead) -> Bool {
        guard let hosts else { return true }
        return head.host.map { hosts.contains(authority: $0) } ?? false
    }

    /// Whether the page that asks may do so at all; programs send no `Origin`.
    package func admitsPage(_ head: RequestHead) -> Bool {
        guard let origin = head.origin, !admits(head) else { return true }
        return isLocal(origin)
    }

    /// Refuses what a page elsewhere asks for by way of a name that was made to point at this machine.
    func checkLocal(_ head: RequestHead) throws(TaskFlowError) {
        guard let hosts else { return }
        guard let host = head.host, hosts.contains(authority: host) else {
            throw .forbidden("The Host header names another host: this server answers to this machine's names alone")
        }
        guard !head.isSafe, let origin = head.origin, !admits(head) else { return }
        if isLocal(origin) { return }
        throw .forbidden("The Origin header names another site: changes are taken from this machine's pages alone")
    }

    /// Whether a page lies on this machine, at whatever port.
    private func isLocal(_ origin: String) -> Bool {
        guard let hosts, let page = WebOrigin(origin) else { return false }
        return hosts.contains(page.host)
    }
}

/// The names by which this machine's own programs reach it.
private struct LocalHosts: Sendable {
    private let names: [String]

    init(_ address: PublicAddress) { names = ["127.0.0.1", "localhost", "[::1]", address.host] }

    /// - Parameter host: A host without port, lower case.
    func contains(_ host: String) -> Bool { names.contains(host) }

    /// Whether a `Host` header, with or without port, names this machine. Checked on every call, so nothing is copied
    /// where the name is spelled as it is here.
    func contains(authority: String) -> Bool {
        names.contains { isHost($0.utf8, of: authority.utf8) } || contains(PublicAddress.host(of: authority))
    }

    private func isHost(_ name: String.UTF8View, of authority: String.UTF8View) -> Bool {
        guard authority.starts(with: name) else { return false }
        let rest = authority.dropFirst(name.count)
        return rest.isEmpty || rest.first == UInt8(ascii: ":")
    }
}

/// The `Origin` of a web page: scheme and authority, and nothing else. `null`, `file://…` and whatever a page cannot have are
/// none.
private struct WebOrigin {
    /// The host, lower case, an IPv6 address in its brackets.
    let host: String

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), ["http", "https"].contains(text[..<mark.lowerBound]),
            let authority = Authority(text[mark.upperBound...])
        else { return nil }
        host = authority.host.lowercased()
    }
}
