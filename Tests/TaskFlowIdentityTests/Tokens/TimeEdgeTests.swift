import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// The claims that say when a token is good. Numbers of any size are refused without a trap.
@Suite struct TimeEdgeTests {
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func judge(_ name: String, _ json: String?) throws -> Result<VerifiedPerson, TokenRefusal> {
        var members = TokenMint.claims(at: now).with(name, nil).members.map { "\"\($0.name)\":\($0.value.text)" }
        if let json { members.append("\"\(name)\":\(json)") }
        let payload = "{" + members.joined(separator: ",") + "}"
        let header = #"{"alg":"EdDSA","kid":"key-EdDSA"}"#
        let token = try TestMints.mint().token(header: header.utf8, payload: payload.utf8)
        return try TestMints.judge(token, at: now)
    }

    @Test(arguments: [
        "null", "true", #""1800000900""#, "[]", "{}", "-1", "0", "1800000000000", "1800000900000",
        "9223372036854775807",
        "9223372036854775808", "18446744073709551616", "1e300", "-1e300", "1e19", "9.3e18", "2.5e11",
    ])
    func `an end that is no time, or past, or beyond all measure, is refused`(_ json: String) throws {
        let result = try judge("exp", json)
        #expect(result == .failure(.expiry) || result == .failure(.lifetime))
    }

    @Test func `a number beyond every Double is no JSON`() throws {
        #expect(try judge("exp", "1e400") == .failure(.claimsSyntax))
        #expect(try judge("iat", "-1e400") == .failure(.claimsSyntax))
    }

    @Test func `a token without end is refused`() throws {
        #expect(try judge("exp", nil) == .failure(.expiry))
    }

    @Test func `an end has a leeway of 60 seconds`() throws {
        for (seconds, isGood) in [(1, true), (0, true), (-59, true), (-60, false), (-61, false), (-3600, false)] {
            let claims = TokenMint.claims(at: now.adding(seconds: -4000))
                .with("exp", .integer(1_800_000_000 + seconds))
            let result = try TestMints.judge(try TestMints.mint().token(claims), at: now)
            #expect(result.isSuccess == isGood, "\(seconds)")
            if !isGood { #expect(result == .failure(.expiry)) }
        }
    }

    @Test func `fractions of seconds are times`() throws {
        #expect(try judge("exp", "1800000000.5").isSuccess)
        #expect(try judge("exp", "1.8000009e9").isSuccess)
        #expect(try judge("exp", "1799999939.9") == .failure(.expiry))
        #expect(try judge("iat", "1799999999.75").isSuccess)
        #expect(try judge("nbf", "1800000060.5") == .failure(.notBefore))
    }

    @Test func `a token is good for 24 hours at most`() throws {
        #expect(try judge("exp", "1800086400").isSuccess)
        #expect(try judge("exp", "1800086401") == .failure(.lifetime))
        #expect(try judge("iat", "1700000000") == .failure(.lifetime))
    }

    @Test func `a token that ends before it was made is refused`() throws {
        let claims = TokenMint.claims(at: now).with("iat", 1_800_000_050).with("exp", 1_800_000_040)
        #expect(try TestMints.judge(try TestMints.mint().token(claims), at: now) == .failure(.lifetime))
    }

    @Test func `a token from the future is refused, but for the leeway`() throws {
        #expect(try judge("iat", "1800000060").isSuccess)
        #expect(try judge("iat", "1800000061") == .failure(.issuedAt))
        #expect(try judge("nbf", "1800000060").isSuccess)
        #expect(try judge("nbf", "1800000061") == .failure(.notBefore))
        #expect(try judge("nbf", "0").isSuccess)
        #expect(try judge("nbf", "null").isSuccess)
    }

    @Test(arguments: [nil, "null", #""1800000000""#, "[]", "1800000000000", "-5", "1e300", "9223372036854775808"])
    func `when a token was made is a time, and must be said`(_ json: String?) throws {
        #expect(try judge("iat", json) == .failure(.issuedAt))
    }

    @Test(arguments: ["true", #""0""#, "[]", "{}", "-1", "1e300", "9223372036854775808"])
    func `a start that is no time is refused`(_ json: String) throws {
        #expect(try judge("nbf", json) == .failure(.notBefore))
    }

    @Test func `other times are not looked at`() throws {
        #expect(try judge("auth_time", "1800000000000").isSuccess)
        #expect(try judge("updated_at", #""2026-11-21T08:00:00.000Z""#).isSuccess)
        #expect(try judge("nonce", "null").isSuccess)
    }
}
