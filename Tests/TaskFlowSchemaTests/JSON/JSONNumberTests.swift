import Testing

@testable internal import TaskFlowSchema

@Suite struct JSONNumberTests {
    static let numbers: [(String, JSON)] = [
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("0.0", .decimal(0)), ("-0.0", .decimal(-0.0)),
        ("3.0", .decimal(3)),
        ("1e2", .decimal(100)), ("1E+2", .decimal(100)), ("1e-1", .decimal(0.1)), ("0e0", .decimal(0)),
        ("-1.5E+01", .decimal(-15)),
        ("0.1", .decimal(0.1)), ("1e00002", .decimal(100)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .bigInteger("9223372036854775808")),
        ("-9223372036854775809", .bigInteger("-9223372036854775809")), ("1e-400", .decimal(0)),
        ("5e-324", .decimal(.leastNonzeroMagnitude)),
        ("1.7976931348623157e308", .decimal(1.7976931348623157e308)), ("9007199254740993", 9_007_199_254_740_993),
        ("9007199254740993.0", .decimal(9_007_199_254_740_992)), ("100.00000000000001", .decimal(100.00000000000001)),
    ]

    @Test(arguments: numbers) func accepted(text: String, meaning: JSON) throws {
        #expect(try JSONParser.parse(text.utf8) == meaning)
        #expect(try JSONParser.parse("[\(text)]".utf8) == [meaning])
        #expect(try JSONParser.parse("{\"n\":\(text) }".utf8) == ["n": meaning])
    }

    @Test(arguments: ["1e400", "-1e400", "1e309", "123456789e301", "1e99999999999999999999"])
    func beyondDouble(text: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse("[\(text)]".utf8) }
        #expect(error == JSONSyntaxError("Number out of range", offset: 1))
    }

    @Test func minusZeroKeepsItsSignAsADecimal() throws {
        guard case .decimal(let value) = try JSONParser.parse("-0.0".utf8) else {
            Issue.record("not a decimal")
            return
        }
        #expect(value.sign == .minus)
    }

    @Test func longIntegersKeepEveryDigit() throws {
        let digits = String(repeating: "9", count: 5000)
        #expect(try JSONParser.parse(digits.utf8) == .bigInteger(digits))
        #expect(JSON.bigInteger(digits).text == digits)
    }
}
