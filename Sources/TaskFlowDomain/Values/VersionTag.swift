/// The entity tag of something that has versions (RFC 9110, section 8.8.3): `"v7.1f0a33c2"`, the version and a hash of what is
/// shown. Whoever changes it names the version alone.
package enum VersionTag {
    /// The tag, in its quotation marks.
    package static func text(_ version: Int, shown body: [UInt8]) -> String {
        let hex = String(hash(body), radix: 16)
        return "\"v\(version).\(String(repeating: "0", count: 8 - hex.utf8.count))\(hex)\""
    }

    /// The version that a tag names; `nil` where it is none of ours. A weak tag never is.
    package static func version(of tag: String) -> Int? {
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), tag.utf8.count > 3 else { return nil }
        return Int(tag.dropFirst(2).dropLast().prefix { $0 != "." })
    }

    // FNV-1a, 32 bits: it tells states of one task apart, and keeps nobody out.
    private static func hash(_ bytes: [UInt8]) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash
    }
}
