internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// Choices, lists and times as members (recorded answers).
@Suite struct MemberFaultTests {
    static let words: [(String, JSON, JSON?)] = [
        ("status", "in_progress", nil), ("status", "Pending", Fault.notStatus("body.status", "Pending")),
        ("status", " pending", Fault.notStatus("body.status", " pending")),
        ("status", .null, Fault.notStatus("body.status", .null)), ("status", 1, Fault.notStatus("body.status", 1)),
        ("status", [], Fault.notStatus("body.status", [])),
        ("status", true, Fault.notStatus("body.status", true)), ("priority", "critical", nil),
        ("priority", "urgent", Fault.notPriority("body.priority", "urgent")),
        ("priority", "HIGH", Fault.notPriority("body.priority", "HIGH")),
        ("priority", ["a": 1], Fault.notPriority("body.priority", ["a": 1])),
    ]

    static let times: [(String, JSON, JSON?)] = [
        ("due_date", "2026-01-01", nil), ("due_date", .null, nil),
        ("due_date", true, Fault.notTime("body.due_date", true)), ("due_date", [], Fault.notTime("body.due_date", [])),
        ("due_date", [:], Fault.notTime("body.due_date", [:])),
        ("due_date", "x", Fault.badTime("body.due_date", "input is too short", "x")),
        (
            "due_date", "2026-13-01",
            Fault.badTime("body.due_date", "month value is outside expected range of 1-12", "2026-13-01")
        ),
        ("due_date", "0000-01-01", Fault.badYear("body.due_date", 0, "0000-01-01")),
        // On purpose unlike pydantic: seconds since 1970 are no times.
        ("due_date", 1_700_000_000, Fault.notTime("body.due_date", 1_700_000_000)),
        ("due_date", .decimal(0), Fault.notTime("body.due_date", .decimal(0))),
        ("due_date", "2026", Fault.badTime("body.due_date", "input is too short", "2026")),
    ]

    static let many = JSON.array((0..<51).map { .string("t\($0)") })

    static let tags: [(String, JSON, JSON?)] = [
        ("tags", [], nil), ("tags", ["a:b.c-d_e", "1"], nil), ("tags", ["a", "a"], nil),
        ("tags", .array(many.arrayValue?.dropLast() ?? []), nil),
        ("tags", many, Fault.tooManyItems("body.tags", 50, 51, many)),
        ("tags", .null, Fault.notList("body.tags", .null)), ("tags", "a", Fault.notList("body.tags", "a")),
        ("tags", ["a": 1], Fault.notList("body.tags", ["a": 1])), ("tags", 3, Fault.notList("body.tags", 3)),
        ("tags", [1], Fault.notText("body.tags.0", 1)),
        ("tags", ["ok", "A"], Fault.notTag("body.tags.1", "A")), ("tags", [""], Fault.notTag("body.tags.0", "")),
        ("tags", ["a\n"], Fault.notTag("body.tags.0", "a\n")),
        ("tags", ["-a"], Fault.notTag("body.tags.0", "-a")), ("tags", ["ä"], Fault.notTag("body.tags.0", "ä")),
        (
            "tags", .array([.string(String(repeating: "a", count: 51))]),
            Fault.tooLong("body.tags.0", 50, .string(String(repeating: "a", count: 51)))
        ),
        // The number of items goes before their faults.
        (
            "tags", .array(Array(repeating: 1, count: 60)),
            Fault.tooManyItems("body.tags", 50, 60, .array(Array(repeating: 1, count: 60)))
        ),
    ]

    @Test(arguments: words + times + tags) func member(name: String, sent: JSON, fault: JSON?) throws {
        let body = JSON.object(["title": "t", name: sent]).text
        #expect(try Sent.faults(Creation.self, body: body) == [fault].compactMap(\.self))
    }

    @Test func everyFaultOfAListIsTold() throws {
        let body = #"{"title":"t","tags":["ok","BAD",3,null,"",["x"],"fine"]}"#
        let faults = [
            Fault.notTag("body.tags.1", "BAD"), Fault.notText("body.tags.2", 3), Fault.notText("body.tags.3", .null),
            Fault.notTag("body.tags.4", ""),
            Fault.notText("body.tags.5", ["x"]),
        ]
        #expect(try Sent.faults(Creation.self, body: body) == faults)
    }
}
