/// The id that a request carries through logs and audit rows.
enum CallID {
    /// The caller's own id when it is sane, else a new one.
    static func of(_ head: RequestHead) -> String {
        if let id = head.requestID, isSane(id) { return id }
        // 13 characters at most: short enough to be stored inline.
        return String(UInt64.random(in: .min ... .max), radix: 32)
    }

    private static func isSane(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "-"): true
        default: false
        }
    }
}
