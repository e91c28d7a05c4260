/// The entity tag of something that has versions (RFC 9110, section 8.8.3): `"v7.1f0a33c2"`, the version and a hash of what is
/// shown. Whoever changes it names the version alone.
package enum VersionTag {
    /// The tag, in its quotation marks.
    package static func text(_ version: Int, shown body: [UInt8]) -> String {
        "\"v\(version).\(hex(hash(body)))\""
    }

    /// The version that a tag names; `nil` where it is none of ours. A weak tag never is.
    package static func version(of tag: String) -> Int? {
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), tag.utf8.count > 3 else { return nil }
        return Int(tag.dropFirst(2).dropLast().prefix { $0 != "." })
    }

    // FNV-1a by eight bytes at once, folded to 32 bits: it tells states of one task apart, and keeps nobody out.
    private static func hash(_ bytes: [UInt8]) -> UInt32 {
        let hash = bytes.withUnsafeBytes { bytes in
            var (hash, index): (UInt64, Int) = (0xCBF2_9CE4_8422_2325, 0)
            while index + 8 <= bytes.count {
                add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)), to: &hash)
                index += 8
            }
            while index < bytes.count {
                add(UInt64(bytes[index]), to: &hash)
                index += 1
            }
            return hash
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    // Multiplying carries upwards alone: what is above comes down again.
    private static func add(_ word: UInt64, to hash: inout UInt64) {
        hash = (hash ^ word) &* 0x100_0000_01B3
        hash ^= hash >> 29
    }

    private static func hex(_ number: UInt32) -> String {
        String(unsafeUninitializedCapacity: 8) { digits in
            for index in 0..<8 {
                let digit = UInt8(truncatingIfNeeded: number >> (28 - 4 * UInt32(index)) & 15)
                digits[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 8
        }
    }
}
