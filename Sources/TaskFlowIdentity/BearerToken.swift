public import TaskFlowDomain
internal import TaskFlowOperations

/// Reads what an `Authorization` header carries (RFC 6750).
public enum BearerToken {
    /// Tokens longer than this are refused unread, in bytes.
    public static let maximumLength = 8192

    /// The credential in a header's value; 401 when there is none of a kind this server knows.
    public static func read(_ header: String) throws(TaskFlowError) -> Credential {
        let scheme = header.utf8.prefix(7)
        guard scheme.elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 }), header.utf8.count <= maximumLength + 7
        else {
            throw Authenticator.badCredential
        }
        let token = String(header.utf8.dropFirst(7)) ?? ""
        guard token.hasPrefix(Secret.keyPrefix), token.utf8.count == Secret.keyPrefix.utf8.count + 43 else {
            throw Authenticator.badCredential
        }
        return .key(hash: Secret.hash(of: token))
    }
}
