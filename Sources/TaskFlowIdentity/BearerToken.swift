package import TaskFlowDomain

/// What an `Authorization` header carries (RFC 6750), told by its form alone. A token of one kind is never tried as another.
package enum BearerToken: Sendable {
    /// A key, as it was sent.
    case key(String)
    /// What may be a token of the SSO.
    case token(String)

    /// Tokens longer than this are refused unread, in bytes.
    package static let maximumLength = 8192

    /// Takes the token out of a header's value; 401 for another scheme, or a token of no kind this server knows.
    package init(_ header: String) throws(TaskFlowError) {
        let scheme = header.utf8.prefix(7)
        guard scheme.elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 }), header.utf8.count <= Self.maximumLength + 7
        else {
            throw .badCredential
        }
        let token = String(header.utf8.dropFirst(7)) ?? ""
        if token.hasPrefix(Credential.keyPrefix) {
            guard token.utf8.count == Credential.keyPrefix.utf8.count + Credential.keyLength else {
                throw .badCredential
            }
            self = .key(token)
        } else {
            // Three segments and no more; an opaque token has fewer, an encrypted one has five.
            guard token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { throw .badCredential }
            self = .token(token)
        }
    }

    /// The key in a header's value, where there is no SSO; 401 for anything else.
    package static func key(in header: String) throws(TaskFlowError) -> String {
        guard case .key(let key) = try BearerToken(header) else { throw .badCredential }
        return key
    }
}
