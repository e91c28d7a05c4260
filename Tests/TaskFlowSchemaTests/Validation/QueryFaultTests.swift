internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// Queries and paths: their values arrive as text (recorded answers).
@Suite struct QueryFaultTests {
    static let integers: [(String, JSON?)] = [
        ("limit=1", nil), ("limit=100", nil), ("limit=1_0", nil), ("limit= 3 ", nil), ("limit=3.0", nil),
        ("limit=+3", nil), ("limit=3\n", nil), ("Limit=abc", Fault.unknown("Limit", near: "limit", "abc")),
        ("limit[]=x", Fault.unknown("limit[]", near: "limit", "x")), ("limit=abc&limit=1", nil),
        ("limit", Fault.notDigits("query.limit", "")),
        ("limit=", Fault.notDigits("query.limit", "")),
        ("limit=abc", Fault.notDigits("query.limit", "abc")), ("limit=true", Fault.notDigits("query.limit", "true")),
        ("limit=3.5", Fault.notDigits("query.limit", "3.5")),
        ("limit=0", Fault.below("query.limit", 1, "0")), ("limit=-0", Fault.below("query.limit", 1, "-0")),
        ("limit=101", Fault.above("query.limit", 100, "101")),
        ("limit=1&limit=abc", Fault.notDigits("query.limit", "abc")),
        ("limit=9223372036854775808", Fault.above("query.limit", 100, "9223372036854775808")),
        ("limit=9999999999999999999999", Fault.above("query.limit", 100, "9999999999999999999999")),
        ("limit=\u{FFFD}", Fault.notDigits("query.limit", "\u{FFFD}")),
        ("offset=9223372036854775808", nil), ("offset=-1", Fault.below("query.offset", 0, "-1")),
        ("offset=1.5", Fault.notDigits("query.offset", "1.5")),
        ("parent_id=0", nil), ("parent_id=x", Fault.notDigits("query.parent_id", "x")),
        ("parent_id=-1", Fault.below("query.parent_id", 1, "-1")),
        ("parent_id=", Fault.notDigits("query.parent_id", "")),
        ("parent_id=null", Fault.notDigits("query.parent_id", "null")),
    ]

    static let sorts = """
        'created_at', '-created_at', 'updated_at', '-updated_at', 'due_date', '-due_date', 'priority', '-priority', 'title' or '-title'
        """

    static let texts: [(String, JSON?)] = [
        ("status=pending&status=review", nil), ("status=", Fault.notStatus("query.status.0", "")),
        ("status=a,b", Fault.notStatus("query.status.0", "a,b")),
        ("status=pending&status=x", Fault.notStatus("query.status.1", "x")), ("priority=x&priority=low", nil),
        ("priority=low&priority=x", Fault.notPriority("query.priority", "x")),
        ("tag=ok", nil), ("tag=ok&tag=BAD", Fault.notTag("query.tag.1", "BAD")),
        ("project=-", Fault.notSlug("query.project", "-")), ("project=", Fault.empty("query.project", "")),
        ("assigned_to=", Fault.empty("query.assigned_to", "")), ("assigned_to=me", nil),
        ("q=", Fault.empty("query.q", "")), ("q=a\0", Fault.refused("query.q", "must not contain NUL", "a\0")),
        ("sort=-title", nil), ("sort=-Title", Fault.notOne("query.sort", of: sorts, "-Title")),
        ("sort=", Fault.notOne("query.sort", of: sorts, "")),
        ("due_before=2026-01-01", nil), ("due_before=", Fault.badTime("query.due_before", "input is too short", "")),
        (
            "due_before=2026-01-01T00:00:00 01:00",
            Fault.badTime(
                "query.due_before", "unexpected extra characters at the end of the input", "2026-01-01T00:00:00 01:00")
        ),
        ("statuses=1", Fault.unknown("statuses", near: "status", "1")),
    ]

    static let booleans: [(String, JSON?)] =
        ["true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0", "True", "TRUE", "oFf"].map {
            ("total=\($0)", nil)
        }
        + ["2", "", "maybe", " true", "enabled", "ｔrue"].map {
            ("total=\($0)", Fault.unclearBoolean("query.total", .string($0)))
        }

    @Test(arguments: integers + texts + booleans) func query(text: String, fault: JSON?) {
        #expect(Sent.faults(Search.self, Sent.query(text)) == [fault].compactMap(\.self))
    }

    @Test func severalInDeclaredOrder() {
        let faults = [
            Fault.notStatus("query.status.0", "z"), Fault.notTag("query.tag.1", "B"), Fault.notTag("query.tag.2", ""),
            Fault.notDigits("query.limit", "x"),
            Fault.below("query.offset", 0, "-1"), Fault.unclearBoolean("query.total", "x"),
        ]
        #expect(Sent.faults(Search.self, Sent.query("total=x&limit=x&tag=a&offset=-1&tag=B&status=z&tag=")) == faults)
    }

    @Test func repeatedParametersMakeLists() {
        let search = Sent.decode(Search.self, Sent.query("tag=b&status=review&tag=a&status=pending")).value
        #expect(search?.statuses == [.review, .pending])
        #expect(search?.tags.map(\.rawValue) == ["b", "a"])
        #expect(Sent.decode(Search.self, Sent.query("")).value?.tags.isEmpty == true)
        #expect(Sent.decode(Search.self, Sent.query("offset=9223372036854775808")).value?.offset.rawValue == .max)
    }

    static let paths: [(String, JSON?)] = [
        ("1", nil), ("1.0", nil), ("01", nil), (" 1 ", nil), ("9223372036854775808", nil),
        ("abc", Fault.notDigits("path.task_id", "abc")), ("1.5", Fault.notDigits("path.task_id", "1.5")),
        ("0", Fault.below("path.task_id", 1, "0")), ("-1", Fault.below("path.task_id", 1, "-1")),
        ("1\0", Fault.notDigits("path.task_id", "1\0")),
        ("", Fault.notDigits("path.task_id", "")),
        ("-9223372036854775809", Fault.below("path.task_id", 1, "-9223372036854775809")),
        ("٣", Fault.notDigits("path.task_id", "٣")),
    ]

    @Test(arguments: paths) func path(value: String, fault: JSON?) {
        let arguments = Arguments(path: [("task_id", value)], query: [("percent", "1")])
        #expect(Sent.faults(Report.self, arguments) == [fault].compactMap(\.self))
    }
}
