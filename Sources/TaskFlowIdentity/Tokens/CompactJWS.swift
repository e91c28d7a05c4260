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

/// A token's header (RFC 7515 section 4): what it says of its own signature. Members that name keys (`jku`, `jwk`, `x5u`,
/// `x5c`) are never followed.
struct TokenHeader {
    /// Longer key ids are refused, in bytes.
    static let maximumKeyIDLength = 128

    let algorithm: TokenAlgorithm
    /// The key's id, as bytes: Swift holds canonically equivalent texts equal.
    let keyID: [UInt8]

    init(_ bytes: [UInt8]) throws(TokenRefusal) {
        guard let members = (try? JSONParser.parse(bytes))?.objectValue else { throw .headerSyntax }
        guard let name = members["alg"]?.stringValue, let algorithm = TokenAlgorithm(rawValue: name) else {
            throw .algorithm
        }
        if let type = members["typ"], !Self.isAccepted(type) { throw .type }
        // No extension is understood here, so none may be critical (RFC 7515 section 4.1.11, RFC 7797).
        guard members["crit"] == nil, members["b64"] == nil else { throw .critical }
        guard let keyID = members["kid"]?.stringValue.map({ Array($0.utf8) }),
            (1...Self.maximumKeyIDLength).contains(keyID.count)
        else { throw .keyID }
        self.algorithm = algorithm
        self.keyID = keyID
    }

    /// Tokens of the same keys that are meant for something else (sign-out, session cookies, DPoP) say so by their type.
    private static func isAccepted(_ type: JSON) -> Bool {
        guard let text = type.stringValue?.lowercased(), text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        return ["jwt", "at+jwt", "application/jwt", "application/at+jwt"].contains(text)
    }
}
