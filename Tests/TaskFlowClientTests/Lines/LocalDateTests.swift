import Foundation
import Testing

@testable import TaskFlowClient

/// Dates as people type them. The zone is the process's own, so that each expectation is made by Foundation's calendar.
struct LocalDateTests {
    private static var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        return calendar
    }

    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
    ) -> Int {
        let parts = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return calendar.date(from: parts).map { Int($0.timeIntervalSince1970) } ?? 0
    }

    /// Friday, 2026-11-27, 14:30.
    private static let now = seconds(2026, 11, 27, 14, 30)

    private static func read(_ text: String, _ bound: DayBound = .end) -> Int? {
        LocalDate(now: now, dayIs: bound).instant(text).flatMap { instant in
            (try? Date(instant, strategy: .iso8601)).map { Int($0.timeIntervalSince1970) }
        }
    }

    @Test(arguments: [
        ("today", (2026, 11, 27)), ("Tomorrow", (2026, 11, 28)), ("yesterday", (2026, 11, 26)),
        (" monday ", (2026, 11, 30)),
        ("thu", (2026, 12, 3)), ("friday", (2026, 12, 4)), ("in 3 days", (2026, 11, 30)), ("in a week", (2026, 12, 4)),
        ("in 2 weeks", (2026, 12, 11)), ("in 1 month", (2026, 12, 27)), ("in 3 months", (2027, 2, 27)),
        ("2026-12-01", (2026, 12, 1)), ("2028-02-29", (2028, 2, 29)), ("2026-02-28", (2026, 2, 28)),
    ])
    func `a day is its end or its start`(text: String, day: (Int, Int, Int)) {
        #expect(Self.read(text) == Self.seconds(day.0, day.1, day.2, 23, 59, 59))
        #expect(Self.read(text, .start) == Self.seconds(day.0, day.1, day.2))
    }

    @Test(arguments: [
        ("2026-12-01 17:00", (2026, 12, 1, 17, 0)), ("2026-12-01T17:05", (2026, 12, 1, 17, 5)),
        ("tomorrow 9:30", (2026, 11, 28, 9, 30)), ("17:00 friday", (2026, 12, 4, 17, 0)),
        ("17:00", (2026, 11, 27, 17, 0)),
        ("14:30", (2026, 11, 28, 14, 30)), ("8:15", (2026, 11, 28, 8, 15)), ("in 2 hours", (2026, 11, 27, 16, 30)),
        ("in 90 minutes", (2026, 11, 27, 16, 0)),
    ])
    func `a time is local, and the next one`(text: String, time: (Int, Int, Int, Int, Int)) {
        let expected = Self.seconds(time.0, time.1, time.2, time.3, time.4)
        #expect(Self.read(text) == expected)
        #expect(Self.read(text, .start) == expected)
    }

    @Test func `an instant stays as it is`() {
        let date = LocalDate(now: Self.now, dayIs: .end)
        #expect(date.instant("2026-12-01T10:00:00Z") == "2026-12-01T10:00:00Z")
        #expect(date.instant("2026-12-01t10:00:00.123+02:00") == "2026-12-01T10:00:00.123+02:00")
        #expect(date.instant("2026-12-01 10:00-05:00") == "2026-12-01 10:00-05:00")
    }

    @Test(arguments: [
        "", "soon", "2026-02-30", "2026-13-01", "26-12-01", "25:00", "17:60", "in", "in days", "in -3 days",
        "in 3 fortnights",
        "tomorrow today", "friday 17:00 18:00", "in 3 days 17:00", "2026-12-01T", "noon",
        "in 99999999999999999999 days", "t",
        "2026-12-01 17", "mo", "-1", "1e9", "٣ days", "\u{0}",
    ])
    func `what is no date is none`(text: String) { #expect(LocalDate(now: Self.now, dayIs: .end).instant(text) == nil) }

    @Test func `the end of a month stays in the shorter one`() {
        let date = LocalDate(now: Self.seconds(2027, 1, 31, 8), dayIs: .start)
        #expect(date.instant("in 1 month") == LocalDate.utc(Self.seconds(2027, 2, 28)))
    }

    @Test func `times are told as ages or days`() {
        let time = ShownTime(now: Self.now)
        let ages = [(0, "now"), (59, "now"), (60, "5m"), (3 * 3600 + 5, "3h"), (2 * 86_400, "2d")]
        for (age, text) in ages { #expect(time.age(Self.now - (text == "5m" ? 300 : age)) == text) }
        #expect(time.age(Self.seconds(2026, 11, 3)) == "Nov 3")
        #expect(time.age(Self.seconds(2025, 11, 3)) == "Nov 3 2025")
        #expect(time.day(Self.seconds(2026, 11, 27, 17, 0)) == "17:00")
        #expect(time.day(Self.seconds(2026, 11, 27, 23, 59, 59)) == "today")
        #expect(time.day(Self.seconds(2026, 12, 1, 23, 59, 59)) == "Dec 1")
        #expect(time.whole(Self.seconds(2026, 12, 1, 17, 0)) == "2026-12-01 17:00")
        #expect(ShownTime.seconds("2026-11-27") == nil)
    }
}
