internal import TaskFlowSchema
import Testing

/// What the parser refuses beyond the grammar, so that one text means one thing to everybody.
@Suite struct JSONStrictnessTests {
    static let duplicates: [(String, Int)] = [
        (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"b":2,"\u0061":3}"#, 13), (#"{"x":{"y":1,"y":2}}"#, 12),
        (#"[{"":1,"":2}]"#, 7),
        (#"{"\ud83d\ude00":1,"😀":2}"#, 18), (#"{"é":1,"\u00e9":2}"#, 7),
    ]

    @Test(arguments: duplicates) func duplicateMember(text: String, offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text.utf8) }
        #expect(error?.message == "Duplicate property name")
        #expect(error?.offset == offset)
    }

    /// Past sixteen members another way of looking is taken.
    @Test(arguments: [1, 2, 15, 16, 17, 18, 40, 1000]) func duplicateAmongMany(count: Int) throws {
        let members = (0..<count).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
        #expect(try JSONParser.parse("{\(members)}".utf8).objectValue?.members.count == count)
        for name in ["n0", "n\(count - 1)", "n\(count / 2)"] {
            let text = "{\(members),\"\(name)\":0}"
            #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text.utf8) }
        }
    }

    @Test func canonicallyEqualNamesAreTwo() throws {
        let object = try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8).objectValue
        #expect(object?.members.count == 2)
        #expect(object?["\u{E9}"] == 1)
        #expect(object?["e\u{301}"] == 2)
    }

    static let surrogates = [
        #""\ud800""#, #""\udc00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00\ud83d""#,
        #""\ud83d\ud83d\ude00""#,
        #"{"\udfff":1}"#, #""\uD83D\\uDE00""#,
    ]

    @Test(arguments: surrogates) func loneSurrogate(text: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text.utf8) }
        #expect(error?.message == "Lone surrogate")
    }

    static let notUTF8: [[UInt8]] = [
        [0xFF], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3], [0xFE],
        [0xC3, 0x28],
    ]

    @Test(arguments: notUTF8) func invalidUTF8(bytes: [UInt8]) {
        let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        for text in [
            quoted, Array("[\"\\n".utf8) + quoted.dropFirst() + [0x5D], Array("{".utf8) + quoted, bytes,
            Array("[1".utf8) + bytes,
        ] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
            #expect(error?.isEncodingError == true, "\(text)")
        }
    }

    @Test func byteOrderMarks() {
        for text: [UInt8] in [[0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0x7B, 0, 0x7D, 0]] {
            #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
        }
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")]) func depth(open: String, close: String) throws {
        func text(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        _ = try JSONParser.parse(text(64).utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text(65).utf8) }
        #expect(error?.message == "Nested too deeply")
        #expect(error?.offset == 64 * open.count)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(String(repeating: open, count: 100_000).utf8) }
    }

    @Test func depthIsNestingAndNotLength() throws {
        let text = "[" + Array(repeating: "[{}]", count: 200).joined(separator: ",") + "]"
        #expect(try JSONParser.parse(text.utf8).arrayValue?.count == 200)
    }
}
