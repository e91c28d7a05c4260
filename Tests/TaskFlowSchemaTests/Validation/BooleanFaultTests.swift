internal import TaskFlowSchema
import Testing

/// Booleans in a body, as pydantic reads them.
@Suite struct BooleanFaultTests {
    static let accepted: [(JSON, Bool)] = [
        (true, true), (false, false), (1, true), (0, false), (.decimal(1), true), (.decimal(0), false),
        (.decimal(-0.0), false), ("Yes", true), ("off", false),
        ("1", true), ("0", false), ("T", true), ("N", false),
    ]

    @Test(arguments: accepted) func reads(json: JSON, value: Bool) {
        var issues = Issues()
        #expect(Bool.decode(json, into: &issues) == value)
        #expect(issues.count == 0)
    }

    static let refused: [(JSON, String)] = [
        (2, "bool_parsing"), (-1, "bool_parsing"), (.decimal(2), "bool_parsing"), ("2", "bool_parsing"),
        ("", "bool_parsing"), ("true ", "bool_parsing"),
        (.decimal(1.5), "bool_type"), (.decimal(1e30), "bool_type"), (.bigInteger("9223372036854775808"), "bool_type"),
        (.null, "bool_type"), ([], "bool_type"),
        ([:], "bool_type"),
    ]

    @Test(arguments: refused) func refuses(json: JSON, type: String) {
        var issues = Issues()
        #expect(Bool.decode(json, into: &issues) == nil)
        let fault = type == "bool_type" ? Fault.notBoolean("", json) : Fault.unclearBoolean("", json)
        #expect(issues.all.map(\.json) == [fault])
    }
}
