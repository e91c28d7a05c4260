internal import TaskFlowDomain
internal import TaskFlowSchema

/// Whose tokens are believed, and which of them are meant for this server.
package struct TokenRules: Sendable {
    /// How far clocks may be apart, in seconds.
    static let leeway = VerifiedPerson.leeway
    /// A token may be good for so long at most, in seconds: 24 hours.
    static let maximumLifetime = 24 * 3600

    private let issuers: [String]
    private let audiences: [String]

    /// - Parameters:
    ///   - issuers: The values of `iss` that are believed, compared byte for byte.
    ///   - audiences: One of them must be in `aud`; `*` among them takes tokens for anyone.
    package init(issuers: [String], audiences: [String]) {
        self.issuers = issuers
        self.audiences = audiences
    }

    /// Checks everything but who the token is about, and answers when it ends.
    func check(_ claims: ClaimReader, at now: Timestamp) throws(TokenRefusal) -> Timestamp {
        let expiry = try times(claims, now)
        guard let issuer = try claims.text("iss", .issuer), Self.contains(issuers, issuer) else { throw .issuer }
        try audience(claims)
        // Bound to a key that whoever presents it as a mere bearer has not shown to hold (RFC 7800, RFC 9449).
        if claims.has("cnf") { throw .confirmation }
        return expiry
    }

    private func times(_ claims: ClaimReader, _ now: Timestamp) throws(TokenRefusal) -> Timestamp {
        guard let expiry = try claims.date("exp", .expiry), now < expiry.adding(seconds: Self.leeway) else {
            throw .expiry
        }
        let soon = now.adding(seconds: Self.leeway)
        if let start = try claims.date("nbf", .notBefore), start > soon { throw .notBefore }
        guard let issued = try claims.date("iat", .issuedAt), issued <= soon else { throw .issuedAt }
        guard issued <= expiry, expiry <= issued.adding(seconds: Self.maximumLifetime) else { throw .lifetime }
        return expiry
    }

    /// `aud` is one text or several (RFC 7519 section 4.1.3); an empty list is for nobody.
    private func audience(_ claims: ClaimReader) throws(TokenRefusal) {
        let named: [String]
        switch claims.claims["aud"] {
        case .string(let one): named = [one]
        default: named = try claims.texts("aud", .audience) ?? []
        }
        guard !named.isEmpty else { throw .audience }
        if audiences.contains("*") || named.contains(where: { Self.contains(audiences, $0) }) { return }
        throw .audience
    }

    private static func contains(_ texts: [String], _ text: String) -> Bool {
        texts.contains { $0.utf8.elementsEqual(text.utf8) }
    }
}
