import TaskFlowSchema
import Testing

/// Text is the same where its bytes are. Swift's own `==` holds these two equal.
@Suite struct JSONEqualityTests {
    private let composed = "caf\u{E9}"
    private let decomposed = "cafe\u{301}"

    @Test func `two normal forms are two texts, wherever they stand`() {
        #expect(composed == decomposed)
        #expect(!composed.hasSameBytes(as: decomposed))
        #expect(JSON.string(composed) != .string(decomposed))
        #expect(JSON.array([.string(composed)]) != .array([.string(decomposed)]))
        #expect(JSON.object(["a": .string(composed)]) != .object(["a": .string(decomposed)]))
        #expect(JSON.object([composed: 1]) != .object([decomposed: 1]))
        #expect(ColumnValue.text(composed) != .text(decomposed))
        #expect(ValidationIssue.Step.name(composed) != .name(decomposed))
        // The Kelvin sign is canonically the letter K.
        #expect(JSON.string("K") != .string("\u{212A}"))
    }

    @Test(
        arguments: [
            .null, true, 0, .bigInteger("123456789012345678901234567890"), .decimal(1.5), "", "cafe\u{301}",
            [1, [nil]],
            ["a": ["b": 1]],
        ] as [JSON])
    func `what is the same is equal, and to nothing else`(_ json: JSON) throws {
        #expect(json == (try JSONParser.parse(json.bytes)))
        for other: JSON in [false, 1, .bigInteger("1"), .decimal(2.5), "x", [], [:]] { #expect(json != other) }
    }

    @Test func `names of members are looked up by their bytes`() throws {
        let object = try JSONParser.parse(#"{"\#(composed)":1,"\#(decomposed)":2}"#.utf8)
        #expect(object[composed] == 1 && object[decomposed] == 2)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(#"{"\#(composed)":1,"caf\u00E9":2}"#.utf8) }
    }
}
