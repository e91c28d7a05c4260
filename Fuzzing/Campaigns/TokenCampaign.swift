internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowSchema
internal import TaskFlowTestSupport

/// No token that was changed in any way is accepted, whatever it was changed to.
///
/// An ECDSA signature (r, s) has a twin, (r, n − s), which is as good and proves the same claims: it is the one other text
/// that may pass, and only chance could make it here.
struct TokenCampaign: Campaign {
    let name = "tokens"
    private let mints: [TokenMint]
    private let tokens: [String]
    private let keys: KeySet
    private let judge = TokenJudge(rules: TokenRules(issuers: [TokenMint.issuer], audiences: [TokenMint.audience]))
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    init() throws {
        let now = now
        mints = try TokenMint.algorithms.map { try TokenMint($0, keyID: "key-" + $0) }
        keys = try KeySet(TokenMint.keySet(mints).bytes)
        tokens = try mints.map { try $0.token(TokenMint.claims(at: now)) }
        // A campaign that refuses everything would find nothing either.
        for token in tokens { _ = try judge.person(token, keys: keys, at: now) }
    }

    func run(_ random: inout Random) async throws(Violation) {
        let genuine = random.pick(tokens, or: "")
        let token = random.oneIn(2) ? Self.spoil(genuine, &random) : transplant(&random)
        if tokens.contains(where: { $0.utf8.elementsEqual(token.utf8) }) { return }
        if (try? judge.person(token, keys: keys, at: now)) != nil {
            throw Violation("a changed token was accepted", token)
        }
    }

    /// The text itself, damaged.
    private static func spoil(_ token: String, _ random: inout Random) -> String {
        String(decoding: Mutation.mutate(Array(token.utf8), &random), as: UTF8.self)
    }

    /// One segment changed underneath its encoding, or taken from another token.
    private func transplant(_ random: inout Random) -> String {
        var parts = random.pick(tokens, or: "..").split(separator: ".", omittingEmptySubsequences: false).map(
            String.init)
        let index = random.below(parts.count)
        if random.oneIn(4) {
            let others = random.pick(tokens, or: "..").split(separator: ".", omittingEmptySubsequences: false)
            if index < others.count { parts[index] = String(others[index]) }
        } else if let bytes = Base64URL.decode(parts[index]) {
            parts[index] = Base64URL.encode(Mutation.mutate(bytes, &random))
        }
        return parts.joined(separator: ".")
    }
}
