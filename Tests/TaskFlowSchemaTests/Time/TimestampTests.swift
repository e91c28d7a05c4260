import Testing

@testable internal import TaskFlowSchema

@Suite struct TimestampTests {
    static let instants: [(Int, String)] = [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_795_248_000_123, "2026-11-21T08:00:00.123Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        (9, "1970-01-01T00:00:00.009Z"),
    ]

    @Test(arguments: instants) func written(milliseconds: Int, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(milliseconds: milliseconds).json == .string(text))
    }

    /// 20,000 random instants: what is written reads as what it was.
    @Test func roundTrip() throws {
        var dice = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let time = Timestamp(milliseconds: .random(in: Timestamp.range, using: &dice))
            let read = try TimestampParser.parse(time.description)
            guard read == time else {
                Issue.record("\(time.milliseconds) reads as \(read.milliseconds)")
                return
            }
        }
    }

    /// Every day of the calendar, leap years of all kinds among them, follows the one before.
    @Test func everyDay() {
        var (year, month, day) = (1, 1, 1)
        for count in CivilDate(year: 1, month: 1, day: 1)
            .daysSinceEpoch...CivilDate(year: 9999, month: 12, day: 31).daysSinceEpoch
        {
            let date = CivilDate(year: year, month: month, day: day)
            guard date.daysSinceEpoch == count, CivilDate(daysSinceEpoch: count) == date else {
                Issue.record("\(date)")
                return
            }
            day += 1
            if day > CivilDate.days(in: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (10_000, 1, 1))
    }

    @Test(arguments: [Int.min, -62_135_596_800_001]) func beforeTheFirstYear(milliseconds: Int) {
        #expect(Timestamp(milliseconds: milliseconds).description == "0001-01-01T00:00:00.000Z")
    }

    @Test(arguments: [Int.max, 253_402_300_800_000]) func afterTheLastYear(milliseconds: Int) {
        #expect(Timestamp(milliseconds: milliseconds).description == "9999-12-31T23:59:59.999Z")
    }

    @Test func addingStaysInTheCalendar() {
        let time = Timestamp(milliseconds: 1_500)
        #expect(time.adding(seconds: 60).milliseconds == 61_500)
        #expect(time.adding(seconds: -2).milliseconds == -500)
        #expect(time.adding(seconds: .max).milliseconds == 253_402_300_799_999)
        #expect(time.adding(seconds: .min).milliseconds == -62_135_596_800_000)
    }

    @Test func order() {
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
        #expect(Timestamp.now() > Timestamp(milliseconds: 1_700_000_000_000))
    }
}
