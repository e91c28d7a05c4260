/// The signature algorithms that are believed (RFC 7518, RFC 8037); all that Better Auth can be set to.
enum TokenAlgorithm: String, CaseIterable, Sendable {
    case eddsa = "EdDSA"
    case es256 = "ES256"
    case es512 = "ES512"
    case ps256 = "PS256"
    case rs256 = "RS256"

    /// How many bytes a signature has, where the algorithm alone says so.
    var signatureLength: Int? {
        switch self {
        case .eddsa, .es256: 64
        case .es512: 132
        case .ps256, .rs256: nil
        }
    }
}
