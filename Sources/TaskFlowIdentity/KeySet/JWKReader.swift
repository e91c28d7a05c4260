internal import Crypto
internal import CryptoExtras
internal import TaskFlowSchema

/// Reads one key of a set (RFC 7517, RFC 7518 section 6, RFC 8037), judged by itself.
struct JWKReader {
    private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    let members: JSONObject

    func keyID() throws(JWKFault) -> [UInt8] {
        guard let id = members["kid"]?.stringValue.map({ Array($0.utf8) }),
            (1...TokenHeader.maximumKeyIDLength).contains(id.count)
        else { throw .noKeyID }
        return id
    }

    func key() throws(JWKFault) -> VerificationKey {
        guard Self.privateMembers.allSatisfy({ members[$0] == nil }) else { throw .privateKey }
        if let use = members["use"], use != "sig" { throw .use }
        if let operations = members["key_ops"], operations.arrayValue?.contains("verify") != true { throw .operations }
        switch (members["kty"]?.stringValue, members["crv"]?.stringValue) {
        case ("OKP", "Ed25519"): return try edwards()
        case ("EC", "P-256"): return try point(.es256, 32) { try .p256(.init(x963Representation: $0)) }
        case ("EC", "P-521"): return try point(.es512, 66) { try .p521(.init(x963Representation: $0)) }
        case ("RSA", _): return try rsa()
        default: throw .type
        }
    }

    private func edwards() throws(JWKFault) -> VerificationKey {
        try requireAlgorithm(.eddsa)
        let x = try bytes("x", count: 32)
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else { throw .material }
        return VerificationKey(algorithm: .eddsa, material: .ed25519(key), fingerprint: [0] + x)
    }

    /// An uncompressed point; one that is not on its curve is refused by swift-crypto.
    private func point(
        _ algorithm: TokenAlgorithm, _ count: Int, _ make: ([UInt8]) throws -> VerificationKey.Material
    ) throws(JWKFault) -> VerificationKey {
        try requireAlgorithm(algorithm)
        let point = [4] + (try bytes("x", count: count)) + (try bytes("y", count: count))
        guard let material = try? make(point) else { throw .material }
        return VerificationKey(algorithm: algorithm, material: material, fingerprint: [UInt8(count)] + point)
    }

    /// A key that names no algorithm has one here all the same: a token's header must not choose it.
    private func rsa() throws(JWKFault) -> VerificationKey {
        let algorithm = members["alg"] == nil ? .rs256 : members["alg"]?.stringValue.flatMap(TokenAlgorithm.init)
        guard let algorithm, algorithm == .rs256 || algorithm == .ps256 else { throw .algorithm }
        let (modulus, exponent) = (try bytes("n"), try bytes("e"))
        guard let first = modulus.first(where: { $0 != 0 }), !exponent.isEmpty, exponent.count <= 8 else {
            throw .material
        }
        let bits = modulus.drop { $0 == 0 }.count * 8 - first.leadingZeroBitCount
        guard (2048...8192).contains(bits) else { throw .size }
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .material }
        let fingerprint = Array(algorithm.rawValue.utf8) + exponent + [0] + modulus
        return VerificationKey(algorithm: algorithm, material: .rsa(key), fingerprint: fingerprint)
    }

    private func requireAlgorithm(_ algorithm: TokenAlgorithm) throws(JWKFault) {
        guard let named = members["alg"] else { return }
        guard named.stringValue == algorithm.rawValue else { throw .algorithm }
    }

    private func bytes(_ name: String, count: Int? = nil) throws(JWKFault) -> [UInt8] {
        guard let bytes = members[name]?.stringValue.flatMap({ Base64URL.decode($0) }), !bytes.isEmpty else {
            throw .material
        }
        guard count == nil || count == bytes.count else { throw .material }
        return bytes
    }
}

/// Why one key of the SSO's set is not used; the others are.
enum JWKFault: String, Error, Sendable {
    case notAnObject = "is not an object"
    case noKeyID = "has no kid of 1-128 bytes"
    case duplicate = "has a kid that another key has"
    case privateKey = "holds a private or symmetric key"
    case use = "is not for signatures (use)"
    case operations = "is not for verification (key_ops)"
    case type = "is of a type or curve that is not used"
    case algorithm = "has an alg that does not fit its type"
    case size = "is an RSA key of fewer than 2048 or more than 8192 bits"
    case material = "is not a valid key"
}
