internal import TaskFlowSchema
import Testing

@Suite struct JSONRoundTripTests {
    /// 20,000 random values: what is written reads as what it was.
    @Test func whatIsWrittenReadsAsItWas() throws {
        var random = RandomJSON(dice: SeededGenerator(seed: 20_261_121))
        for number in 0..<20_000 {
            let value = random.value()
            let read = try JSONParser.parse(value.bytes)
            guard read == value else {
                Issue.record("value \(number): \(value.text)")
                return
            }
        }
    }

    /// The text itself is kept too: members in order, numbers in their kind, strings byte for byte.
    @Test func whatIsReadIsWrittenAsItWas() throws {
        var random = RandomJSON(dice: SeededGenerator(seed: 7))
        for _ in 0..<2_000 {
            let text = random.value().text
            #expect(try JSONParser.parse(text.utf8).text == text)
        }
    }
}
