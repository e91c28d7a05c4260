import Crypto
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

@Suite struct SignatureEdgeTests {
    @Test(arguments: TokenMint.algorithms)
    func `each algorithm is verified`(_ algorithm: String) throws {
        let token = try TestMints.mint(algorithm).token(TokenMint.claims())
        #expect(try TestMints.judge(token).isSuccess)
    }

    @Test(arguments: TokenMint.algorithms)
    func `one bit of anything else is refused`(_ algorithm: String) throws {
        let mint = TestMints.mint(algorithm)
        let token = try mint.token(TokenMint.claims())
        let parts = token.split(separator: ".").map(String.init)
        var signature = try #require(Base64URL.decode(parts[2]))
        for bit in stride(from: 0, to: signature.count * 8, by: 37) {
            signature[bit / 8] ^= 1 << UInt8(bit % 8)
            let spoilt = parts[0] + "." + parts[1] + "." + Base64URL.encode(signature)
            #expect(try TestMints.judge(spoilt) == .failure(.signature))
            signature[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        let other = try mint.token(TokenMint.claims(sub: "user-2")).split(separator: ".").map(String.init)
        #expect(try TestMints.judge(parts[0] + "." + other[1] + "." + parts[2]) == .failure(.signature))
    }

    @Test(arguments: TokenMint.algorithms)
    func `a signature of another length is refused`(_ algorithm: String) throws {
        let token = try TestMints.mint(algorithm).token(TokenMint.claims())
        let parts = token.split(separator: ".").map(String.init)
        let signature = try #require(Base64URL.decode(parts[2]))
        let wrong: [[UInt8]] = [
            Array(signature.dropLast()), signature + [0], [0] + signature, signature + signature, [0], [0x30, 0],
        ]
        for bytes in wrong {
            let spoilt = parts[0] + "." + parts[1] + "." + Base64URL.encode(bytes)
            #expect(try TestMints.judge(spoilt) == .failure(.signature))
        }
        let zeros = Base64URL.encode([UInt8](repeating: 0, count: signature.count))
        #expect(try TestMints.judge(parts[0] + "." + parts[1] + "." + zeros) == .failure(.signature))
    }

    @Test func `a header's algorithm is its key's own`() throws {
        for key in TokenMint.algorithms {
            for named in TokenMint.algorithms where named != key {
                let token = try TestMints.mint(key).token(TokenMint.claims(), header: ["alg": .string(named)])
                #expect(try TestMints.judge(token) == .failure(.algorithm))
            }
        }
    }

    @Test func `a key of another is not tried, nor the first of the set`() throws {
        let token = try TestMints.mint("RS256").token(TokenMint.claims(), header: ["kid": "unknown"])
        #expect(try TestMints.judge(token) == .failure(.unknownKey))
        let stranger = try TokenMint("ES256", keyID: "key-ES256")
        #expect(try TestMints.judge(try stranger.token(TokenMint.claims())) == .failure(.signature))
    }

    @Test func `a public key is no secret of HMAC`() throws {
        let modulus = try #require(TestMints.mint("RS256").jwk["n"]?.stringValue)
        let signed =
            Base64URL.encode(#"{"alg":"HS256","kid":"key-RS256"}"#.utf8) + "."
            + Base64URL.encode(JSON.object(TokenMint.claims()).bytes)
        let key = SymmetricKey(data: try #require(Base64URL.decode(modulus)))
        let code = Array(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key))
        #expect(try TestMints.judge(signed + "." + Base64URL.encode(code)) == .failure(.algorithm))
    }

    @Test func `key ids are compared byte for byte`() throws {
        let composed = try TokenMint("EdDSA", keyID: "caf\u{E9}")
        let keys = try KeySet(TokenMint.keySet([composed]).bytes)
        let judge = TokenJudge(rules: TestMints.rules)
        let decomposed = try composed.token(TokenMint.claims(), header: ["kid": "cafe\u{301}"])
        #expect(throws: TokenRefusal.unknownKey) { try judge.person(decomposed, keys: keys, at: .now()) }
        #expect(throws: Never.self) {
            try judge.person(try composed.token(TokenMint.claims()), keys: keys, at: .now())
        }
    }
}
