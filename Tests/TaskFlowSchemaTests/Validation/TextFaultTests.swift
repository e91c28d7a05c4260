internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// One faulty member at a time: FastAPI's recorded answer to each (Tests/Differential/expected.json).
@Suite struct TextFaultTests {
    static let family = "👨‍👩‍👧"
    static let control = "must not contain control characters"

    static let titles: [(JSON, JSON?)] = [
        ("a", nil), (" a ", nil), ("\n a \t", nil), ("\u{A0}a\u{3000}", nil), ("\u{85}a\u{85}", nil),
        ("\u{200B}a", nil), ("\u{FEFF}", nil),
        ("a\u{2028}b", nil), ("a\u{202E}b", nil), (.string(" " + times("a", 200) + " "), nil),
        (.string(times(family, 40)), nil),
        (.string(times("é", 200)), nil), (.string(times("e\u{301}", 100)), nil), (.string(times("😀", 200)), nil),
        ("\u{FFFF}\u{10FFFF}", nil),
        ("", Fault.empty("body.title", "")), ("   ", Fault.empty("body.title", "   ")),
        (.string(times("\n", 201)), Fault.empty("body.title", .string(times("\n", 201)))),
        tooLong(times("a", 201)), tooLong(times(family, 40) + "a"), tooLong(times("e\u{301}", 100) + "e"),
        tooLong(times("😀", 201)),
        tooLong(times("a", 201) + "\0"), refused("a\0b"), refused("a\nb"), refused("a\tb"), refused("a\u{1B}b"),
        refused("a\u{7F}b"),
        refused("a\u{80}b"), refused("a\u{9F}b"), refused("\u{1C}a\u{1C}"), refused("\u{1F}a"),
        notText(.null), notText(true), notText(0), notText(.decimal(3.5)), notText([]), notText([:]),
        notText([1, "a", .null]),
    ]

    static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    static func tooLong(_ text: String) -> (JSON, JSON?) {
        (.string(text), Fault.tooLong("body.title", 200, .string(text)))
    }
    static func refused(_ text: String) -> (JSON, JSON?) {
        (.string(text), Fault.refused("body.title", control, .string(text)))
    }
    static func notText(_ json: JSON) -> (JSON, JSON?) { (json, Fault.notText("body.title", json)) }

    @Test(arguments: titles) func title(sent: JSON, fault: JSON?) throws {
        #expect(try Sent.faults(Creation.self, body: JSON.object(["title": sent]).text) == [fault].compactMap(\.self))
    }

    static let members: [(String, JSON, JSON?)] = [
        ("description", "", nil), ("description", "a\nb\u{7F}", nil), ("description", .null, nil),
        ("description", .string(times("😀", 65_536)), nil),
        (
            "description", .string(times("x", 65_537)),
            Fault.tooLong("body.description", 65_536, .string(times("x", 65_537)))
        ),
        ("description", "a\0", Fault.refused("body.description", "must not contain NUL", "a\0")),
        ("description", 1, Fault.notText("body.description", 1)), ("assigned_to", " ", nil),
        ("assigned_to", .string(times("😀", 255)), nil),
        ("assigned_to", "", Fault.empty("body.assigned_to", "")),
        ("assigned_to", "\0", Fault.refused("body.assigned_to", control, "\0")),
        ("assigned_to", .string(times("n", 256)), Fault.tooLong("body.assigned_to", 255, .string(times("n", 256)))),
        ("assigned_to", 0, Fault.notText("body.assigned_to", 0)), ("project_slug", "a-b", nil),
        ("project_slug", "0", nil),
        ("project_slug", .string(times("a", 100)), nil), ("project_slug", "", Fault.empty("body.project_slug", "")),
        ("project_slug", .string(times("-", 101)), Fault.tooLong("body.project_slug", 100, .string(times("-", 101)))),
    ]

    static let slugs: [(String, JSON, JSON?)] = [
        "a--b", "-a", "a-", "A", "a b", "a_b", "a\n", "\na", " a", "ä", "１", "-", "a.b",
    ].map {
        ("project_slug", .string($0), Fault.notSlug("body.project_slug", .string($0)))
    }

    @Test(arguments: members + slugs) func member(name: String, sent: JSON, fault: JSON?) throws {
        let body = JSON.object(["title": "t", name: sent]).text
        #expect(try Sent.faults(Creation.self, body: body) == [fault].compactMap(\.self))
    }

    @Test func trimmingKeepsTheRest() throws {
        #expect(
            try Sent.value(Creation.self, body: #"{"title":" \u0085 two  words\u3000"}"#)?.title.rawValue
                == "two  words")
        #expect(
            try Sent.value(Creation.self, body: #"{"title":"t","description":" d "}"#)?.description?.rawValue == " d ")
    }
}
