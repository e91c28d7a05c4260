/// The host and port of a `Host` header or an origin (RFC 3986, 3.2), and nothing else: what has user information, spaces or
/// other marks in it is no authority, for two programs may read two hosts in it.
struct Authority {
    /// The host as it is written, an IPv6 address in its brackets.
    let host: Substring

    init?(_ text: Substring) {
        let end = text.utf8.first == UInt8(ascii: "[") ? Self.endOfAddress(text.utf8) : Self.endOfName(text.utf8)
        guard let end, Self.isPort(text.utf8[end...]) else { return nil }
        host = text[..<end]
    }

    private static func endOfName(_ text: Substring.UTF8View) -> Substring.Index? {
        let end = text.firstIndex { !isInName($0) } ?? text.endIndex
        return end == text.startIndex ? nil : end
    }

    private static func endOfAddress(_ text: Substring.UTF8View) -> Substring.Index? {
        guard let last = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let address = text[..<last].dropFirst()
        return !address.isEmpty && address.allSatisfy(isInAddress) ? text.index(after: last) : nil
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first else { return true }
        return first == UInt8(ascii: ":") && text.count <= 6
            && text.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static func isInAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: false
        }
    }
}
