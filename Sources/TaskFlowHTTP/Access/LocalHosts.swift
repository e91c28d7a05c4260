/// The names by which this machine's own programs reach it.
struct LocalHosts: Sendable {
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
