internal import TaskFlowSchema
import Testing

/// What is not JSON: the words and offsets are those of Python's `json`, as FastAPI reports them (recorded answers).
@Suite struct JSONGrammarTests {
    static let value = "Expecting value"
    static let name = "Expecting property name enclosed in double quotes"
    static let colon = "Expecting ':' delimiter"
    static let comma = "Expecting ',' delimiter"
    static let extra = "Extra data"
    static let unterminated = "Unterminated string starting at"

    static let structures: [(String, String, Int)] = [
        ("", value, 0), (" ", value, 1), ("\n\n", value, 2), ("]", value, 0), ("}", value, 0), (",", value, 0),
        (":", value, 0),
        ("[", value, 1), ("[1", comma, 2), ("[1,", value, 3), ("[1, ", value, 4), ("[1,]", value, 3), ("[,]", value, 1),
        ("[1,,2]", value, 3), ("[1 2]", comma, 3), ("[1:2]", comma, 2), ("[}", value, 1), ("[1,2}", comma, 4),
        ("[[[[", value, 4),
        ("{", name, 1), ("{,}", name, 1), ("{]", name, 1), ("{1:2}", name, 1), ("{null:1}", name, 1),
        ("{'a':1}", name, 1),
        (#"{"a""#, colon, 4), (#"{"a" "#, colon, 5), (#"{"a"}"#, colon, 4), (#"{"a"=1}"#, colon, 4),
        (#"{"a":"#, value, 5),
        (#"{"a":}"#, value, 5), (#"{"a"::1}"#, value, 5), (#"{"a":1"#, comma, 6), (#"{"a":1]"#, comma, 6),
        (#"{"a":1,}"#, name, 7), (#"{"a":1,"#, name, 7), (#"{"a":1, "#, name, 8), (#"{"a":1,,"b":2}"#, name, 7),
        (#"{"title":"t"} x"#, extra, 14), ("{}{}", extra, 2), ("{}]", extra, 2), (#""a":1"#, extra, 3),
        ("{},", extra, 2),
        ("{}\0", extra, 2), ("\0", value, 0), ("\u{B}{}", value, 0), ("\u{A0}{}", value, 0), ("// c\n{}", value, 0),
        ("{}#", extra, 2),
    ]

    static let words: [(String, String, Int)] = [
        ("tru", value, 0), ("True", value, 0), ("truex", extra, 4), ("nullnull", extra, 4), ("nul", value, 0),
        ("undefined", value, 0),
        ("NaN", value, 0), ("Infinity", value, 0), ("-Infinity", value, 0), (#"{"a":tRUE}"#, value, 5),
        ("[tru]", value, 1),
        ("01", extra, 1), ("-01", extra, 2), ("1.", extra, 1), (".5", value, 0), ("+1", value, 0), ("1e", extra, 1),
        ("1e+", extra, 1), ("1.5.5", extra, 3), ("0x10", extra, 1), ("1 2", extra, 2), ("-", value, 0),
        ("--1", value, 0),
        ("1_000", extra, 1), ("[-]", value, 1), ("[1.e1]", comma, 2), ("[01]", comma, 2), ("١", value, 0),
    ]

    static let strings: [(String, String, Int)] = [
        ("\"", unterminated, 0), ("\"abc", unterminated, 0), ("\"\\", unterminated, 0), (#"{"a":"\""#, unterminated, 5),
        (#"{"a"#, unterminated, 1), ("'abc'", value, 0), ("\"a\nb\"", "Invalid control character at", 2),
        ("\"\u{1F}\"", "Invalid control character at", 1), ("\"\\n\0\"", "Invalid control character at", 3),
        (#""a\xb""#, #"Invalid \escape"#, 2), (#""\U0041""#, #"Invalid \escape"#, 1),
        (#""\é""#, #"Invalid \escape"#, 1),
        (#""\u12""#, #"Invalid \uXXXX escape"#, 2), (#""\u12G4""#, #"Invalid \uXXXX escape"#, 2),
        (#""\u"#, #"Invalid \uXXXX escape"#, 2), (#""\u12é4""#, #"Invalid \uXXXX escape"#, 2),
        (#""\ud83d\u12""#, #"Invalid \uXXXX escape"#, 8), (#""\u0041"#, #"Invalid \uXXXX escape"#, 2),
        (#""\u+041""#, #"Invalid \uXXXX escape"#, 2), (#""\u００４１""#, #"Invalid \uXXXX escape"#, 2),
    ]

    /// Offsets count scalars, not bytes and not characters.
    static let offsets: [(String, String, Int)] = [
        (#"{"é":"é",}"#, name, 9), (#"{"😀":1,}"#, name, 7), (#"{"é":"😀" "x"}"#, comma, 9),
        ("[\"e\u{301}\" 1]", comma, 6),
        ("[\"👨‍👩‍👧\",", value, 9), ("\n\n{\"a\":1,}\n", name, 9), ("é", value, 0),
        ("{\"a\":\"é\n\"}", "Invalid control character at", 7),
        ("[\"\r\n\"]", "Invalid control character at", 2), ("\r\n\r\n]", value, 4),
    ]

    @Test(arguments: structures + words + strings + offsets)
    func refused(text: String, message: String, offset: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text.utf8) }
        #expect(error?.message == message)
        #expect(error?.offset == offset)
        #expect(error?.isEncodingError == false)
    }
}
