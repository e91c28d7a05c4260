/// The names by which this machine's own programs reach it.
struct LocalHosts: Sendable {
    private let names: [String]

    init(_ address: PublicAddress) { names = ["127.0.0.1", "localhost", "[::1]", address.host] }

    /// - Parameter host: A host without port, lower case.
    func contains(_ host: String) -> Bool { names.contains(host) }
}
