/// Why a token was refused: for tests and the debug log, never for the caller, who learns only that it is not valid.
package enum TokenRefusal: String, Error, Sendable {
    case size, segments, base64, headerSyntax, algorithm, type, critical, keyID
    case unknownKey, signature
    case claimsSyntax, expiry, notBefore, issuedAt, lifetime, issuer, audience, subject, tenant, role, text, scope
    case confirmation
}
