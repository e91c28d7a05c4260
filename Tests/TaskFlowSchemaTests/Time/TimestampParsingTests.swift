import Testing

@testable internal import TaskFlowSchema

/// The times taken on input (docs/contract.md, 2); the refusals are pydantic's own (recorded answers).
@Suite struct TimestampParsingTests {
    static let times: [(String, String)] = [
        ("2026-01-01", "2026-01-01T00:00:00.000Z"), ("2026-01-01T10:00", "2026-01-01T10:00:00.000Z"),
        ("2026-01-01 10:00", "2026-01-01T10:00:00.000Z"), ("2026-01-01_10:00:00", "2026-01-01T10:00:00.000Z"),
        ("2026-01-01t10:00:00z", "2026-01-01T10:00:00.000Z"), ("2026-01-01T10:00Z", "2026-01-01T10:00:00.000Z"),
        ("2026-01-01T10:00:00.1", "2026-01-01T10:00:00.100Z"), ("2026-01-01T10:00:00,5", "2026-01-01T10:00:00.500Z"),
        ("2026-01-01T10:00:00.123456789", "2026-01-01T10:00:00.123Z"),
        ("2026-01-01T10:00:00.9999999999999Z", "2026-01-01T10:00:00.999Z"),
        ("2026-01-01T10:00:00.0019Z", "2026-01-01T10:00:00.001Z"),
        ("2026-01-01T10:00:00+05:30", "2026-01-01T04:30:00.000Z"),
        ("2026-01-01T10:00:00+0530", "2026-01-01T04:30:00.000Z"),
        ("2026-01-01T10:00:00-23:59", "2026-01-02T09:59:00.000Z"),
        ("2026-01-01T10:00:00-00:00", "2026-01-01T10:00:00.000Z"),
        ("2026-01-01T10:00+01:00", "2026-01-01T09:00:00.000Z"),
        ("2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00.000Z"), ("2024-02-29", "2024-02-29T00:00:00.000Z"),
        ("2000-02-29", "2000-02-29T00:00:00.000Z"), ("2024-12-31T23:59:59.999-00:01", "2025-01-01T00:00:59.999Z"),
        ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000Z"), ("0001-01-01", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ]

    @Test(arguments: times) func accepted(text: String, utc: String) throws {
        #expect(try TimestampParser.parse(text).description == utc)
    }

    static let extra = "unexpected extra characters at the end of the input"
    static let short = "input is too short"
    static let separator = "invalid date separator, expected `-`"
    static let month = "month value is outside expected range of 1-12"
    static let day = "day value is outside expected range"

    static let dates: [(String, String)] = [
        ("", short), (" ", short), ("tomorrow", short), ("2026-1-1", short), ("26-01-01", short), ("2026-001", short),
        ("12:00", short),
        ("1e9", short), ("nan", short), ("P1D", short), ("2026", short), ("20260101", short), ("-1", short),
        (" 2026-01-01", "invalid character in year"), ("-2026-01-01", "invalid character in year"),
        ("１０２６-01-01", "invalid character in year"), ("202a-01-01", "invalid character in year"),
        ("1_700_000_000", "invalid character in year"),
        ("Thu, 01 Jan 2026", "invalid character in year"), ("10000-01-01", separator), ("2026/01/01", separator),
        ("2026-01/01", separator),
        ("20260101T100000Z", separator), ("1700000000", separator), ("2026-W01-1", "invalid character in month"),
        ("2026-0a-01", "invalid character in month"), ("2026-01-0a", "invalid character in day"), ("2026-13-01", month),
        ("2026-00-10", month),
        ("0000-13-01", month), ("2026-99-99", month), ("2026-01-00", day), ("2026-01-32", day), ("2026-02-29", day),
        ("2100-02-29", day),
        ("2026-04-31", day), ("2026-02-30T10:00Z", day),
    ]

    static let clocks: [(String, String)] = [
        "T", " ", "Z", "+05:00", "x", "\n", "10:00", "T10", "T1000", "T10:0", "T1:00", "  10:00", "T10:00:0",
        "T10:00:000", "T10:00:00.",
        "T10:00:00.Z", "T10:00:00+05", "T10:00:00+5", "T10:00:00+24:00", "T10:00:00+05:60", "T10:00:00 +05:00",
        "T10:00:00 Z", "T10:00:00ZZ",
        "T10:00:00Zx", "T10:00:00Z ", "T24:00:00", "T25:00:00", "T23:60:00", "T23:59:60", "T23:59:60Z",
        "T10:00:00−05:00", "T10:00:00+05:30:00",
        "T10:00:00Z\0", "T-1:00", "T10:00:00..5", "T１０:00",
    ].map { ("2026-01-01" + $0, extra) }

    static let years: [(String, String)] = [
        ("0000-01-01", "year 0 is out of range"), ("0000-12-31T23:59:59Z", "year 0 is out of range"),
        ("0001-01-01T00:00:00+14:00", "year 0 is out of range"),
        ("0001-01-01T00:00:00+00:01", "year 0 is out of range"),
        ("0000-12-31T23:59:59-14:00", "year 0 is out of range"),
        ("9999-12-31T23:59:59-14:00", "year 10000 is out of range"),
        ("9999-12-31T23:59:59-00:01", "year 10000 is out of range"),
    ]

    @Test(arguments: dates + clocks + years) func refused(text: String, message: String) {
        let failure = #expect(throws: TimestampParser.Failure.self) { try TimestampParser.parse(text) }
        #expect(failure?.message == message)
        #expect(failure?.isOutOfRange == message.hasPrefix("year"))
    }
}
