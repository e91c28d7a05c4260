#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An IP address. An IPv4-mapped one (`::ffff:192.0.2.1`) is the IPv4 address that it maps.
struct IPAddress: Hashable, Sendable {
    /// The address, leftmost bit first; an IPv4 address stands in the upper 32 of 128 bits.
    private let bits: UInt128
    /// 32 or 128.
    let bitWidth: Int

    private init(_ bits: UInt128, _ bitWidth: Int) {
        self.bits = bits
        self.bitWidth = bitWidth
    }

    /// - Parameter text: The address without port, brackets or zone.
    init?(_ text: String) {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(withUnsafeBytes(of: v4, Self.number) << 96, 32)
            return
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        let bits = withUnsafeBytes(of: v6, Self.number)
        let isMapped = bits >> 32 == 0xFFFF
        self.init(isMapped ? bits << 96 : bits, isMapped ? 32 : 128)
    }

    /// The address's first bits, the others zero.
    func network(_ count: Int) -> IPAddress {
        count == 0 ? IPAddress(0, bitWidth) : IPAddress((bits >> (128 - count)) << (128 - count), bitWidth)
    }

    /// What one client is counted by: an IPv4 address, or the /64 that an IPv6 client may choose its address from.
    var client: IPAddress { bitWidth == 32 ? self : network(64) }

    private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}

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
