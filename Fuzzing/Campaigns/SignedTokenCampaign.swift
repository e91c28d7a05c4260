internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowSchema
internal import TaskFlowTestSupport

/// Header and claims of any form, properly signed: they are judged without a crash, and whoever is let in is someone whom
/// the rules allow.
struct SignedTokenCampaign: Campaign {
    let name = "signed tokens"
    private let mint: TokenMint
    private let keys: KeySet
    private let judge = TokenJudge(rules: TokenRules(issuers: [TokenMint.issuer], audiences: [TokenMint.audience]))
    private let now = Timestamp(milliseconds: 1_800_000_000_000)
    private let names = [
        "exp", "nbf", "iat", "iss", "aud", "sub", "tenant_id", "organization_id", "organization_ids", "role", "email",
        "name",
        "scope", "cnf",
    ]

    init() throws {
        mint = try TokenMint("EdDSA", keyID: "key")
        keys = try KeySet(TokenMint.keySet([mint]).bytes)
    }

    func run(_ random: inout Random) async throws(Violation) {
        let payload = payload(&random)
        let header = random.oneIn(4) ? Mutation.mutate(headerBytes, &random) : headerBytes
        guard let token = try? mint.token(header: header, payload: payload),
            let person = try? judge.person(token, keys: keys, at: now)
        else { return }
        try check(person, payload)
    }

    private var headerBytes: [UInt8] { Array(#"{"alg":"EdDSA","kid":"key"}"#.utf8) }

    /// Good claims with a few replaced by any value, or the text damaged.
    private func payload(_ random: inout Random) -> [UInt8] {
        let replaced = Set((0...random.below(3)).map { _ in random.pick(names, or: "exp") })
        var members = TokenMint.claims(at: now).members.filter { !replaced.contains($0.name) }
            .map { "\"\($0.name)\":\($0.value.text)" }
        for name in replaced { members.append("\"\(name)\":\(value(&random))") }
        let bytes = Array("{\(members.joined(separator: ","))}".utf8)
        return random.oneIn(3) ? Mutation.mutate(bytes, &random) : bytes
    }

    private func value(_ random: inout Random) -> String {
        let numbers = [
            "1800000900", "1e300", "9223372036854775808", "-0.0", "1.8e9", "1800000900000", "0", "1800000000.5",
        ]
        switch random.below(4) {
        case 0: return random.pick(numbers, or: "0")
        case 1: return JSON.string(random.pick(Seeds.fragments, or: "x")).text
        case 2: return #"["a","\#(random.below(9))"]"#
        default: return GeneratedJSON.text(&random)
        }
    }

    private func check(_ person: VerifiedPerson, _ payload: [UInt8]) throws(Violation) {
        let text = String(decoding: payload, as: UTF8.self)
        guard let claims = (try? JSONParser.parse(payload))?.objectValue else {
            throw Violation("claims that are no object were accepted", text)
        }
        guard claims["iss"]?.stringValue == TokenMint.issuer, claims["sub"]?.stringValue == person.id.rawValue,
            !person.id.isHandle, WorkerID(person.id.rawValue) != nil, TenantID(person.tenant.rawValue) != nil
        else { throw Violation("someone was let in whom the rules do not allow", text) }
        guard now < person.expiresAt.adding(seconds: 60), Handle(person.handle.rawValue) != nil,
            person.role == .member || claims["role"]?.stringValue == "admin",
            claims["scope"]?.stringValue != nil || person.scopes == .all
        else { throw Violation("someone was let in for longer or for more than was said", text) }
    }
}
