package import TaskFlowDomain
package import TaskFlowSchema

/// Judges one token in the order that matters: all that is cheap before any cryptography, and no claim is read before the
/// signature over it is good.
package struct TokenJudge: Sendable {
    let rules: TokenRules

    /// - Parameter rules: Whose tokens are believed, and which of them are meant for this server.
    package init(rules: TokenRules) { self.rules = rules }

    /// Who the token is about, by the keys of one set.
    package func person(_ token: String, keys: KeySet, at now: Timestamp) throws(TokenRefusal) -> VerifiedPerson {
        let (jws, header) = try read(token)
        guard let key = keys[header.keyID] else { throw .unknownKey }
        return try person(jws, header, key: key, at: now)
    }

    /// The token taken apart, and which key it says it was signed with.
    func read(_ token: String) throws(TokenRefusal) -> (jws: CompactJWS, header: TokenHeader) {
        let jws = try CompactJWS(token)
        return (jws, try TokenHeader(jws.header))
    }

    /// Who the token is about, once its key is found.
    func person(
        _ jws: CompactJWS, _ header: TokenHeader, key: VerificationKey, at now: Timestamp
    ) throws(TokenRefusal) -> VerifiedPerson {
        guard key.algorithm == header.algorithm else { throw .algorithm }
        guard key.verifies(jws.signature, of: Array(jws.signed)) else { throw .signature }
        let claims = try ClaimReader(jws.payload)
        return try PersonClaims(claims: claims).person(until: try rules.check(claims, at: now))
    }
}

/// Why a token was refused: for tests and the debug log, never for the caller, who learns only that it is not valid.
package enum TokenRefusal: String, Error, Sendable {
    case size, segments, base64, headerSyntax, algorithm, type, critical, keyID
    case unknownKey, signature
    case claimsSyntax, expiry, notBefore, issuedAt, lifetime, issuer, audience, subject, tenant, role, text, scope
    case confirmation
}
