internal import TaskFlowSchema
import Testing

/// No error echoes a secret: not its own value, not beside a missing sibling, not in a body of the wrong kind.
@Suite struct SecretTests {
    static let hidden: JSON = "**********"

    @Test func ownValue() throws {
        #expect(
            try Sent.faults(Wallet.self, body: #"{"owner":1,"pin":"4711x"}"#) == [
                Fault.notDigits("body.pin", Self.hidden)
            ])
        #expect(
            try Sent.faults(Wallet.self, body: #"{"owner":1,"pin":1,"codes":[1,"4711x"]}"#)
                == [Fault.notDigits("body.codes.1", Self.hidden)])
    }

    @Test func besideAMissingSibling() throws {
        let faults = try Sent.faults(Wallet.self, body: #"{"pin":4711,"codes":[4711],"note":"x"}"#)
        #expect(faults == [Fault.missing("body.owner", ["pin": Self.hidden, "codes": Self.hidden, "note": "x"])])
    }

    @Test func withinASibling() throws {
        let faults = try Sent.faults(
            Wallet.self, body: #"{"pin":1,"cards":[{"bank":"b","code":4711}],"spare":{"bank":"c","code":4711}}"#)
        let cards: JSON = [["bank": "b", "code": Self.hidden]]
        #expect(
            faults == [
                Fault.missing(
                    "body.owner", ["pin": Self.hidden, "cards": cards, "spare": ["bank": "c", "code": Self.hidden]])
            ])
    }

    @Test func inNestedLists() throws {
        let faults = try Sent.faults(
            Wallet.self,
            body: #"{"owner":1,"pin":1,"cards":[{"code":4711},"4711",[{"code":4711}],{"bank":"b","code":"4711x"}]}"#)
        #expect(
            faults == [
                Fault.missing("body.cards.0.bank", ["code": Self.hidden]), Fault.notObject("body.cards.1", Self.hidden),
                Fault.notObject("body.cards.2", [["code": Self.hidden]]),
                Fault.notDigits("body.cards.3.code", Self.hidden),
            ])
    }

    @Test(
        arguments: [
            (#"[{"pin":4711}]"#, [["pin": hidden]]), (#""{\"pin\":4711}""#, hidden),
            (#"[["4711"],[{"code":4711}]]"#, [[hidden], [["code": hidden]]]), ("null", JSON.null),
        ] as [(String, JSON)])
    func inABodyOfTheWrongKind(raw: String, echoed: JSON) throws {
        #expect(try Sent.faults(Wallet.self, body: raw) == [Fault.notObject("body", echoed)])
    }

    /// Whatever is sent, the number never comes back.
    @Test func randomBodies() {
        var random = RandomJSON(dice: SeededGenerator(seed: 5))
        let secret: JSON = 471_147_114_711
        for _ in 0..<5_000 {
            var body: JSONObject = ["pin": secret]
            if Bool.random(using: &random.dice) { body["pin"] = ["x": [secret]] }
            body["codes"] = [.integer(1), secret, "x"]
            body["spare"] =
                Bool.random(using: &random.dice) ? ["code": secret] : ["bank": random.value(), "code": [secret]]
            body["owner"] = random.value()
            body["cards"] = [["code": ["471147114711"]], random.value(), [["code": secret]]]
            let faults = JSON.array(Sent.faults(Wallet.self, Arguments(body: .json(.object(body))))).text
            if faults.contains("471147114711") {
                Issue.record("\(faults)")
                return
            }
        }
    }
}
