internal import TaskFlowDomain

/// Which web pages' origins may call with credentials.
struct OriginRules: Sendable {
    private let allowed: [String]
    private let hosts: LocalHosts?

    /// - Parameter hosts: The names of this machine, where the sign-in is local.
    init(_ address: PublicAddress, allowed: [String], hosts: LocalHosts?) {
        self.allowed = [address.origin] + allowed.map { PublicAddress($0).origin }
        self.hosts = hosts
    }

    /// Whether the request's `Origin` is one of ours.
    func admits(_ head: RequestHead) -> Bool {
        guard let origin = head.origin else { return false }
        if allowed.contains(origin) { return true }
        // On one machine the server goes by more names than one (localhost, 127.0.0.1), and its Host was checked.
        guard hosts != nil, let host = head.host else { return false }
        return origin == "http://" + host.lowercased()
    }

    /// Refuses a change that a strange page asks for with a browser's own credential.
    func require(_ head: RequestHead) throws(TaskFlowError) {
        if admits(head) { return }
        throw .forbidden("This call needs an Origin header that names this server or an allowed origin")
    }

    /// Whether the request's `Host` is this machine's, where that matters.
    func admitsHost(_ head: RequestHead) -> Bool {
        guard let hosts else { return true }
        return head.host.map { hosts.contains(authority: $0) } ?? false
    }

    /// Whether the page that asks may do so at all; programs send no `Origin`.
    func admitsPage(_ head: RequestHead) -> Bool {
        guard let origin = head.origin, !admits(head) else { return true }
        return hosts?.contains(PublicAddress(origin).host) ?? false
    }

    /// Refuses what a page elsewhere asks for by way of a name that was made to point at this machine.
    func checkLocal(_ head: RequestHead) throws(TaskFlowError) {
        guard let hosts else { return }
        guard let host = head.host, hosts.contains(authority: host) else {
            throw .forbidden("The Host header names another host: this server answers to this machine's names alone")
        }
        guard !head.isSafe, let origin = head.origin, !admits(head) else { return }
        if hosts.contains(PublicAddress(origin).host) { return }
        throw .forbidden("The Origin header names another site: changes are taken from this machine's pages alone")
    }
}
