internal import TaskFlowDomain
internal import TaskFlowSchema

/// Reads claims by type: a claim of another type than it should have refuses the token, `null` is as good as absent.
struct ClaimReader {
    let claims: JSONObject

    init(_ bytes: [UInt8]) throws(TokenRefusal) {
        guard let claims = (try? JSONParser.parse(bytes))?.objectValue else { throw .claimsSyntax }
        self.claims = claims
    }

    /// Whether the claim is there and not `null`.
    func has(_ name: String) -> Bool { claims[name].map { $0 != .null } ?? false }

    func text(_ name: String, _ refusal: TokenRefusal) throws(TokenRefusal) -> String? {
        guard let value = claims[name], value != .null else { return nil }
        guard let text = value.stringValue else { throw refusal }
        return text
    }

    func texts(_ name: String, _ refusal: TokenRefusal) throws(TokenRefusal) -> [String]? {
        guard let value = claims[name], value != .null else { return nil }
        guard let elements = value.arrayValue else { throw refusal }
        var texts: [String] = []
        for element in elements {
            guard let text = element.stringValue else { throw refusal }
            texts.append(text)
        }
        return texts
    }

    /// A NumericDate (RFC 7519 section 2). Milliseconds since 1970, as some software writes, lie beyond the year 9999.
    func date(_ name: String, _ refusal: TokenRefusal) throws(TokenRefusal) -> Timestamp? {
        guard let value = claims[name], value != .null else { return nil }
        let latest = 253_402_300_799
        switch value {
        case .integer(let seconds) where (0...latest).contains(seconds):
            return Timestamp(milliseconds: seconds * 1000)
        // The range is checked before the conversion, which traps outside of it.
        case .decimal(let seconds) where seconds >= 0 && seconds <= Double(latest):
            return Timestamp(milliseconds: Int((seconds * 1000).rounded(.down)))
        default: throw refusal
        }
    }
}
