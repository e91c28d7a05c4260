package import TaskFlowDomain
internal import TaskFlowOperations

/// What an `Authorization` header carries (RFC 6750), told by its form alone. A token of one kind is never tried as another.
package enum BearerToken: Sendable {
    /// A key, by its hash.
    case key(Credential)
    /// What may be a token of the SSO.
    case token(String)

    /// Tokens longer than this are refused unread, in bytes.
    package static let maximumLength = 8192

    /// Takes the token out of a header's value; 401 for another scheme, or a token of no kind this server knows.
    package init(_ header: String) throws(TaskFlowError) {
        let scheme = header.utf8.prefix(7)
        guard scheme.elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 }), header.utf8.count <= Self.maximumLength + 7
        else {
            throw Authenticator.badCredential
        }
        let token = String(header.utf8.dropFirst(7)) ?? ""
        if token.hasPrefix(Secret.keyPrefix) {
            guard token.utf8.count == Secret.keyPrefix.utf8.count + 43 else { throw Authenticator.badCredential }
            self = .key(.key(hash: Secret.hash(of: token)))
        } else {
            // Three segments and no more; an opaque token is none of these.
            guard token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else { throw Authenticator.badCredential }
            self = .token(token)
        }
    }

    /// The credential in a header's value, where there is no SSO.
    package static func read(_ header: String) throws(TaskFlowError) -> Credential {
        guard case .key(let credential) = try BearerToken(header) else { throw Authenticator.badCredential }
        return credential
    }
}
