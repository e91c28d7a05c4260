import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// Each key of a set is judged by itself: a bad one costs no other.
@Suite struct KeySetTests {
    private let good = TestMints.mint("ES256")

    /// What is wrong with a key that stands beside a good one; `nil` when nothing is.
    private func fault(_ key: JSON) throws -> JWKFault? {
        let set = try KeySet(TokenMint.keySet([.object(good.jwk), key]).bytes)
        #expect(set[Array(good.keyID.utf8)] != nil)
        return set.dropped.first?.fault
    }

    @Test(arguments: TokenMint.algorithms)
    func `a key of each kind is taken`(_ algorithm: String) throws {
        let mint = TestMints.mint(algorithm)
        let set = try KeySet(TokenMint.keySet([mint]).bytes)
        #expect(set.count == 1 && set.dropped.isEmpty)
        for use in ["use", "key_ops"] {
            let told = mint.jwk.with(use, use == "use" ? "sig" : ["verify", "sign"])
            #expect(try KeySet(TokenMint.keySet([.object(told)]).bytes).count == 1)
        }
    }

    @Test func `a key without alg has one all the same`() throws {
        for algorithm in TokenMint.algorithms where algorithm != "PS256" {
            let jwk = TestMints.mint(algorithm).jwk.with("alg", nil)
            let set = try KeySet(TokenMint.keySet([.object(jwk)]).bytes)
            #expect(set[Array("key-\(algorithm)".utf8)]?.algorithm.rawValue == algorithm)
        }
    }

    @Test func `keys for something else are dropped`() throws {
        let jwk = TestMints.mint("RS256").jwk
        for use: JSON in ["enc", "SIG", .null, 1, ["sig"]] { #expect(try fault(.object(jwk.with("use", use))) == .use) }
        for operations: JSON in [[], ["sign"], ["encrypt"], "verify", .null, ["VERIFY"]] {
            #expect(try fault(.object(jwk.with("key_ops", operations))) == .operations)
        }
    }

    @Test func `private and symmetric keys are dropped`() throws {
        for algorithm in TokenMint.algorithms {
            let jwk = TestMints.mint(algorithm).jwk
            for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
                #expect(try fault(.object(jwk.with(name, "AAAA"))) == .privateKey)
            }
        }
        #expect(try fault(["kty": "oct", "kid": "o", "alg": "HS256", "k": "c2VjcmV0"]) == .privateKey)
        #expect(try fault(["kty": "oct", "kid": "o", "alg": "HS256"]) == .type)
    }

    @Test func `keys of other types and curves are dropped`() throws {
        let (edwards, point) = (TestMints.mint("EdDSA").jwk, TestMints.mint("ES256").jwk.with("kid", "other"))
        for curve: JSON? in [nil, "Ed448", "X25519", "ed25519", 1, .null] {
            #expect(try fault(.object(edwards.with("crv", curve))) == .type)
        }
        for curve: JSON? in [nil, "P-384", "secp256k1", "p-256"] {
            #expect(try fault(.object(point.with("crv", curve))) == .type)
        }
        for type: JSON? in [nil, "AKP", "ec", 1, .null] {
            #expect(try fault(.object(point.with("kty", type))) == .type)
        }
    }

    @Test func `a mislabelled key is dropped`() throws {
        for algorithm in TokenMint.algorithms {
            let jwk = TestMints.mint(algorithm).jwk.with("kid", "other")
            let isRSA = algorithm.hasSuffix("S256") && algorithm != "ES256"
            for label: JSON in ["EdDSA", "ES256", "ES512", "RS256", "HS256", "none", "RS384", .null, 1, "Ed25519"] {
                let isFit = label.stringValue == algorithm || (isRSA && label == "RS256")
                #expect(try fault(.object(jwk.with("alg", label))) == (isFit ? nil : .algorithm))
            }
        }
    }

    @Test func `an RSA key has 2,048 bits at least`() throws {
        #expect(try fault(.object(try TokenMint("RS256", keyID: "small", bits: 1024).jwk)) == .size)
        let jwk = TestMints.mint("RS256").jwk
        let huge = Base64URL.encode([UInt8](repeating: 0xFF, count: 1025))
        #expect(try fault(.object(jwk.with("n", .string(huge)))) == .size)
        let padded = [UInt8](repeating: 0, count: 256) + [1]
        #expect(try fault(.object(jwk.with("n", .string(Base64URL.encode(padded))))) == .size)
        for name in ["n", "e"] {
            for value: JSON? in [nil, .null, 1, "", "=", "AQAB=", "AAAA", "A"] where !(name == "e" && value == "AAAA") {
                let found = try fault(.object(jwk.with(name, value)))
                #expect(found == .material || found == .size, "\(name) \(value?.text ?? "")")
            }
        }
        for exponent: [UInt8] in [[0], [1], [2], [0, 0, 0], [UInt8](repeating: 0xFF, count: 9)] {
            #expect(try fault(.object(jwk.with("e", .string(Base64URL.encode(exponent))))) == .material)
        }
    }

    @Test func `a point off its curve is dropped`() throws {
        for (algorithm, count) in [("ES256", 32), ("ES512", 66)] {
            let jwk = TestMints.mint(algorithm).jwk.with("kid", "other")
            let one = Base64URL.encode([UInt8](repeating: 0, count: count - 1) + [1])
            let all = Base64URL.encode([UInt8](repeating: 0xFF, count: count))
            let zero = Base64URL.encode([UInt8](repeating: 0, count: count))
            for value in [one, all, zero, Base64URL.encode([1])] {
                #expect(try fault(.object(jwk.with("y", .string(value)))) == .material)
            }
            #expect(try fault(.object(jwk.with("x", .string(zero)).with("y", .string(zero)))) == .material)
            #expect(try fault(.object(jwk.with("x", nil))) == .material)
        }
        let edwards = TestMints.mint("EdDSA").jwk
        for x: JSON? in [nil, "", "AAAA", .string(Base64URL.encode([UInt8](repeating: 1, count: 33)))] {
            #expect(try fault(.object(edwards.with("x", x))) == .material)
        }
    }

    @Test func `a key has an id of its own`() throws {
        let jwk = TestMints.mint("EdDSA").jwk
        for id: JSON? in [nil, .null, 1, "", .string(String(repeating: "k", count: 129))] {
            #expect(try fault(.object(jwk.with("kid", id))) == .noKeyID)
        }
        for key: JSON in [.null, 1, "x", []] { #expect(try fault(key) == .notAnObject) }
    }

    @Test func `of two keys with one id neither counts, in whichever order, and no other is touched`() throws {
        let other = try TokenMint("ES256", keyID: "other")
        let twin = JSON.object(TestMints.mint("EdDSA").jwk.with("kid", .string(good.keyID)))
        let (first, third) = (JSON.object(good.jwk), JSON.object(try TokenMint("ES256", keyID: good.keyID).jwk))
        for keys in [[first, twin], [twin, first], [first, twin, third], [first, first]] {
            let set = try KeySet(TokenMint.keySet(keys + [.object(other.jwk)]).bytes)
            #expect(set[Array(good.keyID.utf8)] == nil && set[Array("other".utf8)] != nil)
            #expect(set.dropped == [KeySet.Dropped(keyID: good.keyID, fault: .duplicate)])
            let token = try good.token(TokenMint.claims())
            let rules = TokenRules(issuers: [TokenMint.issuer], audiences: [TokenMint.audience])
            #expect(throws: TokenRefusal.unknownKey) {
                try TokenJudge(rules: rules).person(token, keys: set, at: .now())
            }
        }
        #expect(throws: KeySetFault.noUsableKey) { try KeySet(TokenMint.keySet([first, twin]).bytes) }
    }

    @Test func `a key dropped for being bad does not take its id away`() throws {
        let jwk = TestMints.mint("EdDSA").jwk
        let set = try KeySet(TokenMint.keySet([.object(jwk.with("use", "enc")), .object(jwk)]).bytes)
        #expect(set.count == 1 && set.dropped.count == 1)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", #"{"keys":null}"#, #"{"keys":{}}"#, #"{"keys":[]"#, #"{"keys":[],"keys":[]}"#, "<html>",
        "\u{FEFF}{\"keys\":[]}",
    ])
    func `what is no key set is refused whole`(_ text: String) {
        #expect(throws: KeySetFault.notAKeySet) { try KeySet(Array(text.utf8)) }
    }

    @Test func `a set without a usable key is refused`() throws {
        #expect(throws: KeySetFault.noUsableKey) { try KeySet(Array(#"{"keys":[]}"#.utf8)) }
        let bad = TestMints.mint("EdDSA").jwk.with("use", "enc")
        #expect(throws: KeySetFault.noUsableKey) { try KeySet(TokenMint.keySet([.object(bad)]).bytes) }
    }

    @Test func `sets are told apart by their keys`() throws {
        let (first, second) = (try TokenMint("EdDSA", keyID: "a"), try TokenMint("EdDSA", keyID: "a"))
        func set(_ mints: [TokenMint]) throws -> KeySet { try KeySet(TokenMint.keySet(mints).bytes) }
        #expect(try set([first]).hasSameKeys(as: set([first])))
        #expect(try !set([first]).hasSameKeys(as: set([second])))
        #expect(try !set([first]).hasSameKeys(as: set([first, good])))
    }

    @Test(arguments: [
        ("https://sso.example/jwks", true), ("http://127.0.0.1:3000/jwks", true), ("http://localhost/x", true),
        ("http://[::1]:80/x", true), ("http://127.255.0.1/x", true), ("http://sso.example/jwks", false),
        ("http://127.0.0.1.example/x", false), ("http://10.0.0.1/x", false), ("http://0.0.0.0/x", false),
        ("http://localhost.example/x", false), ("ftp://localhost/x", false), ("file:///etc/passwd", false),
        ("http://127.0.0.1@evil.example/x", false), ("https://", false), ("", false), ("http://127.1/x", false),
    ])
    func `keys come over https, or from this machine`(_ url: String, _ isTaken: Bool) {
        #expect((KeySetAddress(url) != nil) == isTaken)
    }
}
