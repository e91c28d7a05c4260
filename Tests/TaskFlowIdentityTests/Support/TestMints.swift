import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport

@testable import TaskFlowIdentity

/// One key of each algorithm, made once, and the key set that has them all.
enum TestMints {
    static let all: [String: TokenMint] = {
        let mints = TokenMint.algorithms.compactMap { try? TokenMint($0, keyID: "key-" + $0) }
        return Dictionary(uniqueKeysWithValues: mints.map { ($0.algorithm, $0) })
    }()

    static let rules = TokenRules(issuers: [TokenMint.issuer], audiences: [TokenMint.audience, "mine"])

    static func mint(_ algorithm: String = "EdDSA") -> TokenMint {
        guard let mint = all[algorithm] else { fatalError("no key for \(algorithm)") }
        return mint
    }

    static func keys() throws -> KeySet { try KeySet(TokenMint.keySet(Array(all.values)).bytes) }

    /// What the verifier says of a token now.
    static func judge(
        _ token: String, rules: TokenRules = rules, at now: Timestamp = .now()
    ) throws -> Result<VerifiedPerson, TokenRefusal> {
        let keys = try keys()
        do throws(TokenRefusal) {
            return .success(try TokenJudge(rules: rules).person(token, keys: keys, at: now))
        } catch {
            return .failure(error)
        }
    }
}

extension JSONObject {
    func with(_ name: String, _ value: JSON?) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
