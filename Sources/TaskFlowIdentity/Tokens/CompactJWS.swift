internal import TaskFlowSchema

/// A token in JWS Compact Serialization (RFC 7515 section 7.1), taken apart strictly: three segments of canonical
/// base64url. Nothing in it is believed yet.
struct CompactJWS {
    /// Longer tokens are refused unread, in bytes.
    static let maximumLength = 8192

    let header: [UInt8]
    let payload: [UInt8]
    let signature: [UInt8]
    /// What was signed: the first two segments as they were sent.
    let signed: Substring.UTF8View

    init(_ token: String) throws(TokenRefusal) {
        guard (1...Self.maximumLength).contains(token.utf8.count) else { throw .size }
        let dot = UInt8(ascii: ".")
        // At most four pieces, so that a token of dots costs nothing.
        let parts = token.utf8.split(separator: dot, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .segments }
        guard let header = Base64URL.decode(Substring(parts[0])), let payload = Base64URL.decode(Substring(parts[1])),
            let signature = Base64URL.decode(Substring(parts[2]))
        else { throw .base64 }
        self.header = header
        self.payload = payload
        self.signature = signature
        signed = token.utf8[parts[0].startIndex..<parts[1].endIndex]
    }
}
