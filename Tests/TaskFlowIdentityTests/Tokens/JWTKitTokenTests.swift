import Crypto
import CryptoExtras
import JWTKit
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// Tokens made by another implementation, which only signs here.
@Suite struct JWTKitTokenTests {
    private struct Claims: JWTPayload {
        var iss = TokenMint.issuer
        var aud = TokenMint.audience
        var sub = "from jwt-kit"
        let iat: Int
        let exp: Int

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test func `tokens of jwt-kit are verified`() async throws {
        let (edwards, ecdsa) = (Curve25519.Signing.PrivateKey(), P256.Signing.PrivateKey())
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let signers = JWTKeyCollection()
        await signers.add(eddsa: EdDSA.PrivateKey(backing: edwards), kid: "EdDSA")
        await signers.add(ecdsa: try ES256PrivateKey(backing: ecdsa), kid: "ES256")
        await signers.add(rsa: try Insecure.RSA.PrivateKey(backing: rsa), digestAlgorithm: .sha256, kid: "RS256")
        await signers.add(pss: try Insecure.RSA.PrivateKey(backing: rsa), digestAlgorithm: .sha256, kid: "PS256")
        let point = ecdsa.publicKey.rawRepresentation
        let numbers = try rsa.publicKey.getKeyPrimitives()
        let (modulus, exponent) = (url(numbers.modulus), url(numbers.publicExponent))
        let keys = try KeySet(
            TokenMint.keySet([
                ["kid": "EdDSA", "kty": "OKP", "crv": "Ed25519", "x": url(edwards.publicKey.rawRepresentation)],
                ["kid": "ES256", "kty": "EC", "crv": "P-256", "x": url(point.prefix(32)), "y": url(point.suffix(32))],
                ["kid": "RS256", "kty": "RSA", "n": modulus, "e": exponent],
                ["kid": "PS256", "kty": "RSA", "alg": "PS256", "n": modulus, "e": exponent],
            ]).bytes)
        let now = Timestamp.now().milliseconds / 1000
        for name in ["EdDSA", "ES256", "RS256", "PS256"] {
            let token = try await signers.sign(Claims(iat: now, exp: now + 60), kid: JWKIdentifier(string: name))
            let person = try TokenJudge(rules: TestMints.rules).person(token, keys: keys, at: .now())
            #expect(person.id.rawValue == "from jwt-kit")
        }
    }

    private func url(_ bytes: some Sequence<UInt8>) -> JSON { .string(Base64URL.encode(Array(bytes))) }
}
