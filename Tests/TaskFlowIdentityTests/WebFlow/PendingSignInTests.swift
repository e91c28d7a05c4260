import TaskFlowSchema
import Testing

@testable import TaskFlowIdentity

/// What a browser keeps of a sign-in that it began.
@Suite struct PendingSignInTests {
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func answer(_ state: String?) -> WebFlowAnswer {
        WebFlowAnswer(code: "x", state: state, error: nil, issuer: nil)
    }

    @Test func `it is read as it was written, in characters that a cookie may have`() throws {
        for wanted in ["/", "/tasks/7?a=b;c", "/ü", ""] {
            let pending = PendingSignIn(wanted: wanted, at: now)
            #expect(PendingSignIn(pending.text) == pending)
            let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
            #expect(pending.text.allSatisfy(letters.contains))
        }
        #expect(PendingSignIn(wanted: "/" + String(repeating: "a", count: 1_999), at: now).text.utf8.count < 3_500)
    }

    // RFC 7636, appendix B.
    @Test func `the challenge is the verifier's SHA-256`() throws {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        let pending = try #require(PendingSignIn("\(verifier).\(verifier).\(verifier).1.Lw"))
        #expect(pending.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `what is no such text is none`() {
        let good = PendingSignIn(wanted: "/", at: now).text
        let parts = good.split(separator: ".").map(String.init)
        let texts = [
            "", ".", "....", good + ".", "." + good, good + "!", String(good.dropFirst()),
            [parts[0], parts[1], parts[2], "-1", parts[4]].joined(separator: "."),
            [parts[0], parts[1], parts[2], "9999999999999999999999", parts[4]].joined(separator: "."),
            [parts[0], parts[1], parts[2], parts[3], "_w"].joined(separator: "."),
            String(repeating: "a", count: 100_000), good + String(repeating: "A", count: 4_000),
        ]
        for text in texts { #expect(PendingSignIn(text) == nil, "\(text.prefix(80))") }
    }

    @Test func `an answer belongs to the sign-in of its state, within ten minutes`() throws {
        let (first, second) = (PendingSignIn(wanted: "/1", at: now), PendingSignIn(wanted: "/2", at: now))
        let kept = ["junk", first.text, second.text]
        #expect(try WebFlow.pending(answer(second.state), of: kept, at: now).wanted == "/2")
        #expect(try WebFlow.pending(answer(first.state), of: kept, at: now.adding(seconds: 599)).wanted == "/1")
        for (state, kept, seconds) in [
            (first.state, kept, 600), (first.state, kept, -3_600), (nil, kept, 0), ("", kept, 0),
            (String(first.state.dropLast()), kept, 0), (first.state, [second.text], 0), (first.state, [], 0),
        ] as [(String?, [String], Int)] {
            #expect(throws: WebFlowFault.self) {
                try WebFlow.pending(answer(state), of: kept, at: now.adding(seconds: seconds))
            }
        }
    }
}
