import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// The edges of a token's form and header: all of them are refused before any key is looked for.
@Suite struct HeaderEdgeTests {
    private let mint = TestMints.mint()

    @Test func `a token as Better Auth makes it is good`() throws {
        #expect(try TestMints.judge(try mint.token(TokenMint.claims())).get().id.rawValue == "user-1")
    }

    @Test func `a token of 8,192 bytes is read, a longer one is not`() throws {
        let bare = try mint.token(TokenMint.claims().with("x", "")).utf8.count
        // Three bytes of text make four of base64url.
        let room = (CompactJWS.maximumLength - bare) / 4 * 3
        let longest = try mint.token(TokenMint.claims().with("x", .string(String(repeating: "a", count: room - 3))))
        #expect(longest.utf8.count <= CompactJWS.maximumLength)
        #expect(try TestMints.judge(longest).isSuccess)
        let longer = try mint.token(TokenMint.claims().with("x", .string(String(repeating: "a", count: room + 6))))
        #expect(try TestMints.judge(longer) == .failure(.size))
        #expect(try TestMints.judge("") == .failure(.size))
    }

    @Test func `a token has three segments`() throws {
        let token = try mint.token(TokenMint.claims())
        let parts = token.split(separator: ".").map(String.init)
        let wrong = [
            parts[0] + "." + parts[1], token + ".", token + ".x", "." + token, parts[0] + ".." + parts[2],
            parts[0] + "." + parts[1] + ".", token + "." + parts[0] + "." + parts[1], "..", "....", "a",
        ]
        for text in wrong { #expect(try TestMints.judge(text) == .failure(.segments), "\(text)") }
    }

    @Test func `segments are canonical base64url`() throws {
        let token = try mint.token(TokenMint.claims())
        let parts = token.split(separator: ".").map(String.init)
        for index in 0..<3 {
            for spoilt in [
                parts[index] + "=", parts[index] + "==", " " + parts[index], parts[index] + "\n", parts[index] + "+",
                parts[index] + "/", parts[index] + "é", "%" + parts[index], parts[index] + "\u{0}",
            ] {
                var pieces = parts
                pieces[index] = spoilt
                #expect(try TestMints.judge(pieces.joined(separator: ".")) == .failure(.base64), "\(spoilt)")
            }
        }
    }

    @Test func `bits behind the last byte are zero`() throws {
        let token = try mint.token(TokenMint.claims())
        // 64 bytes of signature leave four bits over in the last of 86 letters.
        let last = try #require(token.last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let index = try #require(alphabet.firstIndex(of: last))
        for other in alphabet[(index + 1)..<(index + 16)] {
            #expect(try TestMints.judge(String(token.dropLast()) + String(other)) == .failure(.base64))
        }
    }

    @Test(arguments: [
        #"{"alg":"EdDSA","kid":"key-EdDSA","alg":"EdDSA"}"#, #"{"alg":"EdDSA","kid":"key-EdDSA","\u0061lg":"none"}"#,
        "\u{FEFF}{\"alg\":\"EdDSA\",\"kid\":\"key-EdDSA\"}", #"{"alg":"EdDSA","kid":"key-EdDSA"} x"#,
        #"{"alg":"EdDSA","kid":"key-EdDSA","x":"\ud800"}"#, #"["alg"]"#, #""EdDSA""#, "", "null", "{",
        #"{"alg":"EdDSA","kid":"key-EdDSA","x":1e400}"#, #"{alg:"EdDSA"}"#, #"{"alg":"EdDSA","kid":"key-EdDSA",}"#,
    ])
    func `a header is one strict JSON object`(_ header: String) throws {
        let token = try mint.token(header: header.utf8, payload: JSON.object(TokenMint.claims()).bytes)
        let refusal: TokenRefusal = header.isEmpty ? .segments : .headerSyntax
        #expect(try TestMints.judge(token) == .failure(refusal))
    }

    @Test func `a header of broken UTF-8, or nested deeper than 64, is refused`() throws {
        let claims = JSON.object(TokenMint.claims()).bytes
        let broken = Array(#"{"alg":"EdDSA","kid":"key-EdDSA","x":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        #expect(try TestMints.judge(try mint.token(header: broken, payload: claims)) == .failure(.headerSyntax))
        let overlong = Array(#"{"alg":"EdDSA","kid":"key-EdDSA","x":""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8)
        #expect(try TestMints.judge(try mint.token(header: overlong, payload: claims)) == .failure(.headerSyntax))
        for (depth, isRead) in [(63, true), (64, false)] {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let header = #"{"alg":"EdDSA","kid":"key-EdDSA","x":\#(deep)}"#
            let result = try TestMints.judge(try mint.token(header: header.utf8, payload: claims))
            #expect(result.isSuccess == isRead)
        }
    }

    @Test(arguments: [
        "none", "None", "HS256", "HS512", "RS384", "RS512", "PS384", "PS512", "ES384", "ES256K", "eddsa", "",
    ])
    func `another algorithm is refused`(_ name: String) throws {
        let token = try mint.token(TokenMint.claims(), header: ["alg": .string(name)])
        #expect(try TestMints.judge(token) == .failure(.algorithm))
    }

    @Test func `an algorithm that is no text, or none, is refused`() throws {
        for value: JSON? in [nil, .null, 1, ["EdDSA"], [:], true] {
            let header = JSONObject([("kid", "key-EdDSA")]).with("alg", value)
            let token = try mint.token(
                header: JSON.object(header).bytes, payload: JSON.object(TokenMint.claims()).bytes)
            #expect(try TestMints.judge(token) == .failure(.algorithm))
        }
    }

    @Test(arguments: ["JWT", "jwt", "at+jwt", "AT+JWT", "application/jwt", "application/at+jwt", "Application/At+Jwt"])
    func `a type for access or none is good`(_ type: String) throws {
        #expect(try TestMints.judge(try mint.token(TokenMint.claims(), header: ["typ": .string(type)])).isSuccess)
    }

    @Test(arguments: [
        "logout+jwt", "dpop+jwt", "better-auth.session-cache+jwt", "JWS", "id_token", "", "secevent+jwt", " JWT",
        "application/logout+jwt", "J\u{2126}T",
    ])
    func `a token for something else is refused`(_ type: String) throws {
        let token = try mint.token(TokenMint.claims(), header: ["typ": .string(type)])
        #expect(try TestMints.judge(token) == .failure(.type))
    }

    @Test func `a type that is no text is refused`() throws {
        for value: JSON in [.null, 1, ["JWT"], [:]] {
            #expect(try TestMints.judge(try mint.token(TokenMint.claims(), header: ["typ": value])) == .failure(.type))
        }
    }

    @Test func `critical extensions are refused in any form`() throws {
        for value: JSON in [["exp"], ["b64"], [], .null, "exp", 1, [:]] {
            let token = try mint.token(TokenMint.claims(), header: ["crit": value])
            #expect(try TestMints.judge(token) == .failure(.critical))
        }
        for value: JSON in [true, false, .null] {
            let token = try mint.token(TokenMint.claims(), header: ["b64": value])
            #expect(try TestMints.judge(token) == .failure(.critical))
        }
    }

    @Test func `a key id is a text of 1 to 128 bytes`() throws {
        for value: JSON in [
            .null, 1, [], ["key-EdDSA"], "", .string(String(repeating: "k", count: 129)),
            .string(String(repeating: "é", count: 65)),
        ] {
            let token = try mint.token(TokenMint.claims(), header: ["kid": value])
            #expect(try TestMints.judge(token) == .failure(.keyID))
        }
        let none = try mint.token(
            header: #"{"alg":"EdDSA"}"#.utf8, payload: JSON.object(TokenMint.claims()).bytes)
        #expect(try TestMints.judge(none) == .failure(.keyID))
        let longest = try mint.token(
            TokenMint.claims(), header: ["kid": .string(String(repeating: "k", count: 128))])
        #expect(try TestMints.judge(longest) == .failure(.unknownKey))
    }

    @Test func `keys that a header brings along are not looked at`() throws {
        let stranger = try TokenMint("EdDSA", keyID: "key-EdDSA")
        let names: JSONObject = [
            "jwk": .object(stranger.jwk), "jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/x",
            "x5c": ["MIIB"],
        ]
        #expect(try TestMints.judge(try stranger.token(TokenMint.claims(), header: names)) == .failure(.signature))
        #expect(try TestMints.judge(try mint.token(TokenMint.claims(), header: names)).isSuccess)
    }

    @Test func `an encrypted token is refused`() throws {
        let five = ["eyJhbGciOiJSU0EtT0FFUCJ9", "a", "a", "a", "a"].joined(separator: ".")
        #expect(try TestMints.judge(five) == .failure(.segments))
    }
}

extension Result {
    var isSuccess: Bool { if case .success = self { true } else { false } }
}
