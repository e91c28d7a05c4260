internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowSchema
internal import TaskFlowTestSupport

/// Key sets damaged in any way are read without a crash, and no key that was changed verifies a token of the true one.
struct KeySetCampaign: Campaign {
    let name = "key sets"
    private let genuine: [(mint: TokenMint, token: String)]
    private let foreign: String
    private let judge = TokenJudge(rules: TokenRules(issuers: [TokenMint.issuer], audiences: [TokenMint.audience]))
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    init() throws {
        let mints = try TokenMint.algorithms.map { try TokenMint($0, keyID: "key-" + $0) }
        let now = now
        genuine = try mints.map { ($0, try $0.token(TokenMint.claims(at: now))) }
        // Signed by a key of the same name that is in no set: nothing may ever make it good.
        foreign = try TokenMint("EdDSA", keyID: "key-EdDSA").token(TokenMint.claims(at: now))
    }

    func run(_ random: inout Random) async throws(Violation) {
        // Two keys are a set, and read in half the time of five.
        let (mint, token) = genuine[random.below(genuine.count)]
        let pair = [mint, genuine[random.below(genuine.count)].mint]
        let document =
            random.oneIn(2) ? Mutation.mutate(TokenMint.keySet(pair).bytes, &random) : changed(pair, &random)
        guard let keys = try? KeySet(document) else { return }
        let text = String(decoding: document, as: UTF8.self)
        if (try? judge.person(foreign, keys: keys, at: now)) != nil {
            throw Violation("a strange key's token is good", text)
        }
        guard (try? judge.person(token, keys: keys, at: now)) != nil else { return }
        try check(document, mint, text)
    }

    /// One member of one key with another value.
    private func changed(_ mints: [TokenMint], _ random: inout Random) -> [UInt8] {
        let name = random.pick(["kty", "crv", "x", "y", "n", "e", "alg", "kid", "use", "key_ops", "d"], or: "x")
        let index = random.below(mints.count)
        var jwks = mints.map(\.jwk)
        let bytes = jwks[index][name]?.stringValue.flatMap { Base64URL.decode($0) }
        let spoilt = bytes.map { JSON.string(Base64URL.encode(Mutation.mutate($0, &random))) }
        let strange = try? JSONParser.parse(GeneratedJSON.text(&random).utf8)
        jwks[index][name] = random.oneIn(3) ? strange : spoilt ?? "x"
        return TokenMint.keySet(jwks.map(JSON.object)).bytes
    }

    /// A token that is good has its true key in the set, material and name.
    private func check(_ document: [UInt8], _ mint: TokenMint, _ text: String) throws(Violation) {
        let keys = (try? JSONParser.parse(document))?["keys"]?.arrayValue ?? []
        let isThere = keys.contains { key in
            key["kid"]?.stringValue == mint.keyID
                && mint.jwk.members.allSatisfy { name, value in
                    !["x", "y", "n", "e"].contains(name) || Self.number(key[name]) == Self.number(value)
                }
        }
        if !isThere { throw Violation("a token is good whose key is not there", text) }
    }

    /// The bytes of a number without the zeros in front, which change nothing.
    private static func number(_ value: JSON?) -> [UInt8] {
        Array((value?.stringValue.flatMap { Base64URL.decode($0) } ?? []).drop { $0 == 0 })
    }
}
