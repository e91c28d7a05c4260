internal import Crypto
internal import CryptoExtras
internal import Foundation
package import TaskFlowSchema

/// A key of an SSO that tests play: it signs whatever it is given, right or wrong.
package struct TokenMint: Sendable {
    private enum Key: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey, pss: Bool)
    }

    /// All that TaskFlow believes.
    package static let algorithms = ["EdDSA", "ES256", "ES512", "PS256", "RS256"]

    package let algorithm: String
    package let keyID: String
    private let key: Key

    /// A new key for one of ``algorithms``.
    package init(_ algorithm: String, keyID: String, bits: Int = 2048) throws {
        self.algorithm = algorithm
        self.keyID = keyID
        switch algorithm {
        case "EdDSA": key = .ed25519(.init())
        case "ES256": key = .p256(.init())
        case "ES512": key = .p521(.init())
        default: key = .rsa(try .init(unsafeKeySize: .init(bitCount: bits)), pss: algorithm == "PS256")
        }
    }

    /// The same key under another name or for another algorithm of its kind.
    package init(_ other: TokenMint, algorithm: String? = nil, keyID: String? = nil) {
        self.algorithm = algorithm ?? other.algorithm
        self.keyID = keyID ?? other.keyID
        if case .rsa(let key, _) = other.key {
            self.key = .rsa(key, pss: self.algorithm == "PS256")
        } else {
            key = other.key
        }
    }

    /// The public key as Better Auth publishes it.
    package var jwk: JSONObject {
        var members: JSONObject = ["alg": .string(algorithm), "kid": .string(keyID)]
        for (name, value) in material { members[name] = .string(value) }
        return members
    }

    private var material: [(String, String)] {
        switch key {
        case .ed25519(let key):
            return [("kty", "OKP"), ("crv", "Ed25519"), ("x", Base64URL.encode(key.publicKey.rawRepresentation))]
        case .p256(let key): return Self.point("P-256", key.publicKey.rawRepresentation)
        case .p521(let key): return Self.point("P-521", key.publicKey.rawRepresentation)
        case .rsa(let key, _):
            guard let numbers = try? key.publicKey.getKeyPrimitives() else { return [] }
            return [
                ("kty", "RSA"), ("n", Base64URL.encode(numbers.modulus)),
                ("e", Base64URL.encode(numbers.publicExponent)),
            ]
        }
    }

    private static func point(_ curve: String, _ raw: Data) -> [(String, String)] {
        let half = raw.count / 2
        return [
            ("kty", "EC"), ("crv", curve), ("x", Base64URL.encode(raw.prefix(half))),
            ("y", Base64URL.encode(raw.suffix(half))),
        ]
    }

    /// A signature over the bytes.
    package func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        switch key {
        case .ed25519(let key): return Array(try key.signature(for: bytes))
        case .p256(let key): return Array(try key.signature(for: bytes).rawRepresentation)
        case .p521(let key): return Array(try key.signature(for: bytes).rawRepresentation)
        case .rsa(let key, let pss):
            let padding: _RSA.Signing.Padding = pss ? .PSS : .insecurePKCS1v1_5
            return Array(try key.signature(for: SHA256.hash(data: bytes), padding: padding).rawRepresentation)
        }
    }

    /// A token of any two texts, properly signed.
    package func token(header: some Sequence<UInt8>, payload: some Sequence<UInt8>) throws -> String {
        let signed = Base64URL.encode(Array(header)) + "." + Base64URL.encode(Array(payload))
        return signed + "." + Base64URL.encode(try sign(Array(signed.utf8)))
    }

    /// A token with this key's own header, changed as told.
    package func token(_ claims: JSONObject, header changes: JSONObject = [:]) throws -> String {
        var header: JSONObject = ["alg": .string(algorithm), "kid": .string(keyID)]
        for (name, value) in changes.members { header[name] = value }
        return try token(header: JSON.object(header).bytes, payload: JSON.object(claims).bytes)
    }
}

extension TokenMint {
    /// Where the SSO of tests is.
    package static let issuer = "https://sso.example"
    /// Where the TaskFlow of tests is.
    package static let audience = "https://tasks.example"

    /// Good claims, as from now on.
    package static func claims(sub: String = "user-1", at now: Timestamp = .now(), life: Int = 900) -> JSONObject {
        let seconds = now.milliseconds / 1000
        return [
            "iss": .string(issuer), "aud": .string(audience), "sub": .string(sub), "iat": .integer(seconds),
            "exp": .integer(seconds + life),
        ]
    }

    /// A key set of some keys.
    package static func keySet(_ mints: [TokenMint]) -> JSON { keySet(mints.map { .object($0.jwk) }) }

    /// A key set of any keys.
    package static func keySet(_ keys: [JSON]) -> JSON { ["keys": .array(keys)] }
}
