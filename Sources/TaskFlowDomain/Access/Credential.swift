/// What a caller proved or claims, before the database has been asked. Secrets appear as SHA-256 alone.
package enum Credential: Sendable, Equatable {
    /// A key, by the base64url of its SHA-256.
    case key(hash: String)
    /// A session cookie, by the base64url of its SHA-256.
    case session(hash: String)
    /// A person, by a token of the SSO that was verified.
    case person(VerifiedPerson)

    /// What every key begins with, so that a leaked one is known for what it is.
    package static let keyPrefix = "tfl_"

    /// How many characters of base64url follow the prefix: 32 bytes.
    package static let keyLength = 43
}
