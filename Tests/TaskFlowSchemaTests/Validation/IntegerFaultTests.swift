internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// Lax integers, as pydantic reads them (recorded answers).
@Suite struct IntegerFaultTests {
    static let place = "body.progress_percent"

    static let accepted: [(String, Int)] = [
        (#""3""#, 3), (#"" 3 ""#, 3), (#""3.0""#, 3), (#""3.00""#, 3), (#""+3""#, 3), (#""-0""#, 0), (#""03""#, 3),
        (#""1_0""#, 10),
        (#""\n3\t""#, 3), (#""\u00a03""#, 3), (#""0.0""#, 0), (#""-0.0""#, 0), (#""1_0.0""#, 10), (#""001.0""#, 1),
        (#""100""#, 100),
        ("3", 3), ("3.0", 3), ("-0", 0), ("-0.0", 0), ("1e1", 10), ("1E+2", 100), ("0.1e1", 1), ("10e-1", 1),
        ("100.0", 100), ("true", 1),
        ("false", 0), ("1.00000000000000000001", 1), ("99.99999999999999999999", 100),
        ("\"\(String(repeating: "0", count: 4300))7\"", 7),
    ]

    @Test(arguments: accepted) func reads(raw: String, value: Int) throws {
        let body = #"{"title":"t","progress_percent":\#(raw)}"#
        #expect(try Sent.value(Creation.self, body: body)?.progressPercent.rawValue == value)
    }

    static let digits = [
        "3.", "_1", "1_", "1__0", "1e2", "0x1F", "0b1", "٣", "３", "", " ", "3.5", "3.0001", "NaN", "1 0", "- 3", "--3",
        "+-3", "1,000", ".0", "3.0e0",
        "null", "true", "3\0", "1.0.0", "1._0", "1.0_0", "+", "-", "_", ".", "1.-0", "3\u{301}",
    ].map { text in (JSON.string(text).text, Fault.notDigits(place, .string(text))) }

    static let kinds: [(String, JSON)] = [
        ("null", Fault.notInteger(place, .null)), ("[3]", Fault.notInteger(place, [3])),
        (#"{"a":3}"#, Fault.notInteger(place, ["a": 3])),
        ("3.5", Fault.fraction(place, .decimal(3.5))), ("-0.5", Fault.fraction(place, .decimal(-0.5))),
        ("1e-1", Fault.fraction(place, .decimal(0.1))),
        ("100.00000000000001", Fault.fraction(place, .decimal(100.00000000000001))),
        ("1e-300", Fault.fraction(place, .decimal(1e-300))),
    ]

    static let sizes: [(String, JSON)] = [
        ("-1", Fault.below(place, 0, -1)), (#""-3""#, Fault.below(place, 0, "-3")),
        ("-1.0", Fault.below(place, 0, .decimal(-1))),
        ("101", Fault.above(place, 100, 101)), (#""1_000""#, Fault.above(place, 100, "1_000")),
        ("1e10", Fault.above(place, 100, .decimal(1e10))),
        ("9007199254740993.0", Fault.above(place, 100, .decimal(9_007_199_254_740_992))),
        ("9223372036854775807", Fault.above(place, 100, .integer(.max))),
        ("9223372036854775808", Fault.above(place, 100, .bigInteger("9223372036854775808"))),
        ("-9223372036854775809", Fault.below(place, 0, .bigInteger("-9223372036854775809"))),
        (#""9223372036854775808""#, Fault.above(place, 100, "9223372036854775808")),
        (#""-9223372036854775809""#, Fault.below(place, 0, "-9223372036854775809")),
        (#""123456789012345678901234567890.0""#, Fault.above(place, 100, "123456789012345678901234567890.0")),
        ("1e19", Fault.tooManyDigits(place, .decimal(1e19))), ("-1e19", Fault.tooManyDigits(place, .decimal(-1e19))),
        ("1e300", Fault.tooManyDigits(place, .decimal(1e300))),
        nines(4300, Fault.above(place, 100, .string(String(repeating: "9", count: 4300)))),
        nines(4301, Fault.tooManyDigits(place, .string(String(repeating: "9", count: 4301)))),
    ]

    static func nines(_ count: Int, _ fault: JSON) -> (String, JSON) {
        ("\"\(String(repeating: "9", count: count))\"", fault)
    }

    @Test(arguments: digits + kinds + sizes) func refused(raw: String, fault: JSON) throws {
        #expect(try Sent.faults(Creation.self, body: #"{"title":"t","progress_percent":\#(raw)}"#) == [fault])
        #expect(try Sent.faults(Change.self, body: #"{"progress_percent":\#(raw)}"#) == [fault])
    }

    /// 0 for an optional id reads as null (Swagger UI sends it for an empty field).
    @Test(arguments: ["0", "\"0\"", "0.0", "-0.0", "\"0.0\"", "\" -0 \"", "null"]) func zeroIsNone(raw: String) throws {
        let created = try Sent.value(Creation.self, body: #"{"title":"t","parent_id":\#(raw)}"#)
        #expect(created != nil)
        #expect(created?.parentID == nil)
        guard case .set(nil) = try Sent.value(Change.self, body: #"{"parent_id":\#(raw)}"#)?.parentID else {
            Issue.record("not cleared")
            return
        }
    }

    static let identifiers: [(String, JSON)] = [
        ("false", Fault.below("body.parent_id", 1, false)), ("-1", Fault.below("body.parent_id", 1, -1)),
        (#""x""#, Fault.notDigits("body.parent_id", "x")),
        ("1e30", Fault.tooManyDigits("body.parent_id", .decimal(1e30))),
        ("[]", Fault.notInteger("body.parent_id", [])), ("0.5", Fault.fraction("body.parent_id", .decimal(0.5))),
    ]

    @Test(arguments: identifiers) func badIdentifier(raw: String, fault: JSON) throws {
        #expect(try Sent.faults(Creation.self, body: #"{"title":"t","parent_id":\#(raw)}"#) == [fault])
    }

    /// Ids have no upper bound of their own: past 64 bits they are ids that nothing has, not faults.
    @Test(arguments: ["9223372036854775807", "9223372036854775808", "\"99999999999999999999999\""]) func hugeIdentifier(
        raw: String
    ) throws {
        #expect(try Sent.value(Creation.self, body: #"{"title":"t","parent_id":\#(raw)}"#)?.parentID?.rawValue == .max)
    }

    @Test func zeroIsAFaultWhereAnIdIsNeeded() {
        #expect(
            Sent.faults(Report.self, Arguments(path: [("task_id", "0")], query: [("percent", "1")])) == [
                Fault.below("path.task_id", 1, "0")
            ])
    }
}
