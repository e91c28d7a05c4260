internal import Crypto
internal import CryptoExtras

/// One public key of the SSO with the one algorithm it may be used with.
struct VerificationKey: Sendable {
    /// The key as swift-crypto holds it.
    enum Material: Sendable {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    let algorithm: TokenAlgorithm
    let material: Material
    /// Tells two keys of one id apart.
    let fingerprint: [UInt8]

    /// Whether the signature (RFC 7515 section 5.2) is one of these bytes by this key.
    func verifies(_ signature: [UInt8], of signed: [UInt8]) -> Bool {
        guard signature.count == length else { return false }
        switch material {
        case .ed25519(let key): return key.isValidSignature(signature, for: signed)
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: signed))
        case .p521(let key):
            guard let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: SHA512.hash(data: signed))
        case .rsa(let key):
            let padding: _RSA.Signing.Padding = algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: SHA256.hash(data: signed), padding: padding)
        }
    }

    private var length: Int {
        if case .rsa(let key) = material { return (key.keySizeInBits + 7) / 8 }
        return algorithm.signatureLength ?? 0
    }
}

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
