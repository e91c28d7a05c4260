import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// The claims that say who made a token, for whom, and about whom.
@Suite struct ClaimEdgeTests {
    private func judge(
        _ changes: (name: String, value: JSON?)..., rules: TokenRules = TestMints.rules
    ) throws -> Result<VerifiedPerson, TokenRefusal> {
        let claims = changes.reduce(TokenMint.claims()) { $0.with($1.name, $1.value) }
        return try TestMints.judge(try TestMints.mint().token(claims), rules: rules)
    }

    @Test(arguments: [
        #"{"sub":"a","sub":"b"}"#, #"{"sub":"a","\u0073ub":"b"}"#, "[]", "null", #""sub""#, "{", "{} ", "{}x",
        "\u{FEFF}{}", #"{"sub":"\udc00"}"#, #"{"sub":"\ud800x"}"#,
    ])
    func `claims are one strict JSON object`(_ payload: String) throws {
        let token = try TestMints.mint().token(
            header: #"{"alg":"EdDSA","kid":"key-EdDSA"}"#.utf8, payload: payload.utf8)
        let refusal: TokenRefusal = payload == "{} " ? .expiry : .claimsSyntax
        #expect(try TestMints.judge(token) == .failure(refusal))
    }

    @Test func `the issuer is one of those believed, byte for byte`() throws {
        let two = TokenRules(issuers: ["https://sso.example", "https://sso.example/api/auth"], audiences: ["*"])
        #expect(try judge(("iss", "https://sso.example/api/auth"), rules: two).isSuccess)
        for wrong: JSON? in [
            nil, .null, 1, ["https://sso.example"], "", "https://sso.example/", "HTTPS://sso.example",
            "https://sso.example.evil", "https://sso.example/api/auth/", "http://sso.example", "*",
        ] {
            #expect(try judge(("iss", wrong), rules: two) == .failure(.issuer))
        }
        let accented = TokenRules(issuers: ["https://caf\u{E9}"], audiences: ["*"])
        #expect(try judge(("iss", "https://caf\u{E9}"), rules: accented).isSuccess)
        #expect(try judge(("iss", "https://cafe\u{301}"), rules: accented) == .failure(.issuer))
    }

    @Test func `the audience must name this server`() throws {
        #expect(try judge(("aud", "mine")).isSuccess)
        #expect(try judge(("aud", ["other", "mine"])).isSuccess)
        for wrong: JSON? in [
            nil, .null, 1, true, [:], "", "other", [], ["other"], [["mine"]], [1, "mine"], ["mine", .null], "MINE",
            "mine ", "*", ["*"], "better-auth:session-cache",
        ] {
            #expect(try judge(("aud", wrong)) == .failure(.audience))
        }
        let accented = TokenRules(issuers: [TokenMint.issuer], audiences: ["caf\u{E9}"])
        #expect(try judge(("aud", "cafe\u{301}"), rules: accented) == .failure(.audience))
    }

    @Test func `every audience is taken when that was asked for, but one must be there`() throws {
        let open = TokenRules(issuers: [TokenMint.issuer], audiences: ["*"])
        #expect(try judge(("aud", "anyone"), rules: open).isSuccess)
        for wrong: JSON? in [nil, .null, [], 1, [1]] {
            #expect(try judge(("aud", wrong), rules: open) == .failure(.audience))
        }
    }

    @Test func `a subject is a text that can name someone`() throws {
        for good in ["u", "0", "Ünïcødé", "a b", "auth0|123", "user@example.com", String(repeating: "é", count: 255)] {
            #expect(try judge(("sub", .string(good))).get().id.rawValue == good)
        }
        for wrong: JSON? in [
            nil, .null, 1, true, ["u"], [:], "", " u", "u ", "\u{A0}u", "u\u{3000}", "a\u{0}b", "a\nb", "a\u{7F}b",
            "a\u{85}b", "a\u{202E}b", "a\u{2066}b", "\u{200F}a", "\u{61C}a", "a\u{2028}b",
            .string(String(repeating: "x", count: 256)),
        ] {
            #expect(try judge(("sub", wrong)) == .failure(.subject))
        }
    }

    /// Format characters (Cf), and what no category tells of but nobody sees either.
    static let unseen: [Unicode.Scalar] = [
        "\u{AD}", "\u{34F}", "\u{600}", "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}",
        "\u{200E}",
        "\u{202A}", "\u{202E}", "\u{2060}", "\u{2063}", "\u{2066}", "\u{2069}", "\u{3164}", "\u{FE0F}", "\u{FEFF}",
        "\u{FFF9}", "\u{110BD}", "\u{E0001}", "\u{E0061}", "\u{0}", "\u{1F}", "\u{7F}", "\u{9F}", "\u{2028}",
    ]

    @Test(arguments: unseen)
    func `what is not seen stands in no subject and in no tenant`(_ scalar: Unicode.Scalar) throws {
        let unseen = String(Character(scalar))
        for text in ["user" + unseen + "1", unseen + "user", "user" + unseen] {
            let value = JSON.string(text)
            #expect(try judge(("sub", value)) == .failure(.subject))
            for claim in ["tenant_id", "organization_id"] { #expect(try judge((claim, value)) == .failure(.tenant)) }
            #expect(try judge(("organization_ids", ["o", value])) == .failure(.tenant))
            // What is compared with a fixed word is none with it inside, and a handle has ASCII letters alone.
            #expect(try judge(("scope", .string("tasks:read" + unseen))).get().scopes == Scopes([]))
            #expect(try judge(("role", .string("admin" + unseen))).get().role == .member)
            let handle = try judge(("email", .string("ada" + unseen + "x@example.com"))).get().handle
            #expect(handle.rawValue == "@ada-x")
        }
    }

    @Test(arguments: ["@", "@claude", "@admin", "@\u{301}x", "system", "me"])
    func `a subject never looks like a handle, nor like the server or the caller`(_ subject: String) throws {
        #expect(try judge(("sub", .string(subject))) == .failure(.subject))
    }

    @Test func `two spellings of one name are two people`() throws {
        let (composed, decomposed) = (try judge(("sub", "caf\u{E9}")).get(), try judge(("sub", "cafe\u{301}")).get())
        #expect(composed.id != decomposed.id)
        #expect(Array(decomposed.id.rawValue.utf8) == Array("cafe\u{301}".utf8))
        #expect(try judge(("sub", "User")).get().id != judge(("sub", "user")).get().id)
    }

    @Test func `the tenant is the first that is named`() throws {
        #expect(try judge().get().tenant == .standard)
        #expect(try judge(("organization_ids", ["o1", "o2"])).get().tenant.rawValue == "o1")
        #expect(try judge(("organization_ids", ["o1"]), ("organization_id", "o")).get().tenant.rawValue == "o")
        #expect(
            try judge(("organization_ids", ["o1"]), ("organization_id", "o"), ("tenant_id", "t")).get().tenant.rawValue
                == "t")
        #expect(
            try judge(("organization_ids", []), ("organization_id", .null), ("tenant_id", .null)).get().tenant
                == .standard)
        #expect(try judge(("organization_ids", .null)).get().tenant == .standard)
    }

    @Test func `a tenant of another type is refused, even one that would not be used`() throws {
        for wrong: JSON in [
            1, true, ["t"], [:], "", " t", "t\u{0}", "a\u{202E}", .string(String(repeating: "x", count: 256)),
        ] {
            #expect(try judge(("tenant_id", wrong)) == .failure(.tenant))
            #expect(try judge(("tenant_id", "t"), ("organization_id", wrong)) == .failure(.tenant))
        }
        for wrong: JSON in [1, "o1", [:], [1], [.null], [["o1"]], ["o1", 2], [""]] {
            #expect(try judge(("tenant_id", "t"), ("organization_ids", wrong)) == .failure(.tenant))
        }
    }

    @Test func `admin is admin, and nothing else is`() throws {
        #expect(try judge(("role", "admin")).get().role == .admin)
        for other: JSON? in [nil, .null, "", "user", "Admin", "ADMIN", "admin ", "admin,user", "owner", "superadmin"] {
            #expect(try judge(("role", other)).get().role == .member)
        }
        for wrong: JSON in [1, true, ["admin"], [:]] { #expect(try judge(("role", wrong)) == .failure(.role)) }
        #expect(try judge(("org_role", "admin")).get().role == .member)
    }

    @Test func `scopes narrow what a token may do`() throws {
        #expect(try judge().get().scopes == .all)
        #expect(try judge(("scope", .null)).get().scopes == .all)
        #expect(try judge(("scope", "openid tasks:read email")).get().scopes == Scopes([.tasksRead]))
        #expect(try judge(("scope", "")).get().scopes == Scopes([]))
        #expect(try judge(("scope", "openid profile")).get().scopes == Scopes([]))
        #expect(try judge(("scope", "TASKS:READ tasks:readx")).get().scopes == Scopes([]))
        #expect(try judge(("role", "admin"), ("scope", "tasks:read")).get().scopes == Scopes([.tasksRead]))
        for wrong: JSON in [1, ["tasks:read"], [:], true] { #expect(try judge(("scope", wrong)) == .failure(.scope)) }
    }

    @Test func `a token bound to a key is no bearer's`() throws {
        for bound: JSON in [["jkt": "x"], [:], "x", false] {
            #expect(try judge(("cnf", bound)) == .failure(.confirmation))
        }
        #expect(try judge(("cnf", .null)).isSuccess)
    }

    @Test func `e-mail and name are texts`() throws {
        for wrong: JSON in [1, [], [:], true] {
            #expect(try judge(("email", wrong)) == .failure(.text))
            #expect(try judge(("name", wrong)) == .failure(.text))
        }
        #expect(try judge(("email", .null), ("name", .null)).get().name == nil)
    }

    @Test func `a name is kept as far as it can be shown`() throws {
        #expect(try judge(("name", "  Ada Lovelace ")).get().name?.rawValue == "Ada Lovelace")
        #expect(try judge(("name", "A\u{0}d\na\u{202E}")).get().name?.rawValue == "Ada")
        #expect(try judge(("name", "A\u{200B}\u{FEFF}d\u{2028}a\u{E0061}")).get().name?.rawValue == "Ada")
        #expect(try judge(("name", "  \u{200B}")).get().name == nil)
        #expect(try judge(("name", "\u{200D}\u{200C}")).get().name == nil)
        let persian = "مهسا\u{200C}نیا"
        #expect(try judge(("name", .string(persian))).get().name?.rawValue == persian)
        #expect(try judge(("name", "   ")).get().name == nil)
        #expect(try judge(("name", .string(String(repeating: "n", count: 300)))).get().name?.rawValue.count == 200)
    }

    @Test(arguments: [
        ("ada@example.com", "@ada"), ("Ada.Lovelace+x@example.com", "@ada-lovelace-x"), ("A__b-c@x", "@a__b-c"),
        ("...@x", nil), ("", nil), ("Ünal@x", "@nal"), ("日本@x", nil), ("a@b@c", "@a"), ("me@x", nil), ("Me@x", nil),
        ("me2@x", "@me2"), ("no-at", "@no-at"),
        ("\u{212A}elvin@x", "@elvin"),
        (String(repeating: "a", count: 90) + "@x", "@" + String(repeating: "a", count: 40)),
    ])
    func `a handle is made of the e-mail`(_ email: String, _ handle: String?) throws {
        let made = try judge(("email", .string(email))).get().handle
        #expect(Handle(made.rawValue) != nil)
        if let handle { #expect(made.rawValue == handle) } else { #expect(made.rawValue.hasPrefix("@user-")) }
    }

    @Test func `a token of Better Auth's oidcProvider is read as it is`() throws {
        let seconds = Timestamp.now().milliseconds / 1000
        let claims: JSONObject = [
            "sub": "Q9rXzc8GvKJ1", "iss": .string(TokenMint.issuer), "aud": "mine", "iat": .integer(seconds),
            "exp": .integer(seconds + 21_600), "auth_time": .integer(seconds * 1000),
            "acr": "urn:mace:incommon:iap:silver",
            "nonce": .null, "name": "Ada", "family_name": .null, "given_name": "Ada", "picture": .null,
            "profile": .null,
            "updated_at": "2026-11-21T08:00:00.000Z", "email": "ada@example.com", "email_verified": true,
            "role": "user",
            "tenant_id": "org_1", "organization_ids": ["org_1"], "organization_names": ["One"], "org_role": "owner",
            "azp": "mine", "client_id": "mine", "client_name": "TaskFlow",
        ]
        let person = try TestMints.judge(try TestMints.mint("RS256").token(claims)).get()
        #expect(person.tenant.rawValue == "org_1")
        #expect(person.role == .member)
        #expect(person.handle.rawValue == "@ada")
        #expect(person.expiresAt.milliseconds == (seconds + 21_600) * 1000)
    }
}
