internal import TaskFlowSchema
import Testing

/// What is JSON (RFC 8259), and what it means.
@Suite struct JSONParserTests {
    static let texts: [(String, JSON)] = [
        ("null", .null), ("true", true), ("false", false), (" \t\r\n1 \n", 1), ("\"\"", ""), ("[]", []), ("{}", [:]),
        ("[[],{},[null]]", [[], [:], [.null]]), ("[1 , 2\n,3]", [1, 2, 3]), ("{\"\":0}", ["": 0]),
        ("{ \"a\" : 1 , \"b\" : [ ] }", ["a": 1, "b": []]),
        ("\"\u{7F}\u{80}\u{2028}\u{FFFF}\u{10FFFF}\"", "\u{7F}\u{80}\u{2028}\u{FFFF}\u{10FFFF}"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9\u20ac""#, "Aéé€"),
        (#""\uD83D\uDE00\ud83d\ude00""#, "😀😀"), (#""a\u0000b""#, "a\0b"), (#""\udbff\udfff""#, "\u{10FFFF}"),
        (#""x\\u0041""#, "x\\u0041"), ("{\"b\":1,\"a\":2}", ["b": 1, "a": 2]),
    ]

    @Test(arguments: texts) func accepted(text: String, meaning: JSON) throws {
        #expect(try JSONParser.parse(text.utf8) == meaning)
    }

    @Test func membersKeepTheirOrder() throws {
        let object = try JSONParser.parse(#"{"z":1,"a":2,"m":3}"#.utf8).objectValue
        #expect(object?.members.map(\.name) == ["z", "a", "m"])
    }

    @Test func kindsOfNumbersAreDifferentValues() {
        #expect(JSON.integer(1) != .decimal(1))
        #expect(JSON.integer(1) != .bool(true))
        #expect(JSON.object(["a": 1, "b": 2]) != .object(["b": 2, "a": 1]))
    }

    @Test func anySequenceOfBytesCanBeRead() throws {
        #expect(
            try JSONParser.parse(sequence(first: UInt8(ascii: "1")) { $0 < UInt8(ascii: "3") ? $0 + 1 : nil }) == 123)
    }

    @Test func partsAreFound() throws {
        let json = try JSONParser.parse(#"{"a":[1,"x",true]}"#.utf8)
        #expect(json["a"]?[0]?.integerValue == 1)
        #expect(json["a"]?[1]?.stringValue == "x")
        #expect(json["a"]?[2]?.boolValue == true)
        #expect(json["a"]?[3] == nil)
        #expect(json["b"] == nil)
        #expect(json["a"]?["a"] == nil)
    }
}
