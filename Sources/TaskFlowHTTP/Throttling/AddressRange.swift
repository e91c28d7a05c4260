/// A range of IP addresses: `10.0.0.0/8`, `::1`, `fd00::/8`. One of IPv4-mapped addresses is one of IPv4 addresses.
package struct AddressRange: Equatable, Sendable {
    private let first: IPAddress
    private let bits: Int

    /// - Parameter text: An address, or CIDR notation (RFC 4632); `nil` when it is neither.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let first = IPAddress(String(address)) else { return nil }
        let written = Self.isMapped(address, first) ? 96 : 0
        var bits = first.bitWidth
        if parts.count == 2 {
            guard parts[1].allSatisfy(\.isWholeNumber), let count = Int(parts[1]),
                (written...first.bitWidth + written).contains(count)
            else { return nil }
            bits = count - written
        }
        self.first = first
        self.bits = bits
    }

    /// Whether an address lies in the range; what is no address lies in none.
    package func contains(_ address: String) -> Bool { IPAddress(address).map(contains) ?? false }

    func contains(_ address: IPAddress) -> Bool {
        address.bitWidth == first.bitWidth && address.network(bits) == first.network(bits)
    }

    private static func isMapped(_ text: Substring, _ address: IPAddress) -> Bool {
        address.bitWidth == 32 && text.contains(":")
    }
}
