internal import TaskFlowSchema
import Testing

@Suite struct JSONWriterTests {
    static let values: [(JSON, String)] = [
        (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.min), "-9223372036854775808"),
        (.decimal(1), "1.0"),
        (.decimal(-0.0), "-0.0"), (.decimal(1e19), "1e+19"), (.decimal(0.1), "0.1"),
        (.decimal(.leastNonzeroMagnitude), "5e-324"),
        ("", "\"\""),
        ("a\"b\\c/", #""a\"b\\c/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\0\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
        ("é😀\u{2028}e\u{301}", "\"é😀\u{2028}e\u{301}\""), ([], "[]"), ([1, [2, []], "x"], #"[1,[2,[]],"x"]"#),
        ([:], "{}"),
        (["z": 1, "a": ["b": .null], "\"": []], #"{"z":1,"a":{"b":null},"\"":[]}"#),
    ]

    @Test(arguments: values) func written(value: JSON, text: String) { #expect(value.text == text) }

    @Test func commasTakeCareOfThemselves() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.integer(1)
        writer.beginObject()
        writer.endObject()
        writer.raw(Array("[0]".utf8))
        writer.endArray()
        writer.name("b")
        writer.bool(true)
        writer.name("c")
        writer.null()
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,{},[0]],"b":true,"c":null}"#)
    }

    @Test func namesAreEscapedAsTextsAre() {
        #expect(JSON.object(["a\n\"": 1]).text == #"{"a\n\"":1}"#)
    }

    @Test func settingMembers() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        object["x"] = nil
        #expect(object == ["a": 3, "c": 4])
    }

    /// What no JSON number can say must not make the whole text unreadable.
    @Test(arguments: [Double.infinity, -.infinity, .nan]) func noFiniteNumber(value: Double) {
        #expect(JSON.decimal(value).text == "null")
    }
}
