import Testing

@testable import TaskFlowImporters

/// Times of other tools.
struct ForeignTimeTests {
    @Test(arguments: [
        ("2026-03-01T10:15:09.12345678+03:00", "2026-03-01T07:15:09.123Z"),
        ("2026-01-05 08:30", "2026-01-05T08:30:00.000Z"),
        ("2026-01-05", "2026-01-05T00:00:00.000Z"), ("2026-04-01T12:00:00.000Z", "2026-04-01T12:00:00.000Z"),
        ("0001-01-01T00:00:00Z", nil), ("2026-02-30", nil), ("soon", nil), ("", nil), ("éééééééé", nil),
        ("99999999999", nil),
    ])
    func iso(_ text: String, _ time: String?) { #expect(ForeignTime.iso(text) == time) }

    @Test(arguments: [
        ("20260110T081500Z", "2026-01-10T08:15:00.000Z"), ("20260110", "2026-01-10T00:00:00.000Z"),
        ("2026-01-10T08:15:00Z", "2026-01-10T08:15:00.000Z"), ("éééé", nil), ("éééééééé", nil),
        ("20261310T081500Z", nil),
        ("20260110Téééééé", nil), ("2026", nil),
    ])
    func basic(_ text: String, _ time: String?) { #expect(ForeignTime.basic(text) == time) }

    @Test(arguments: [
        ("Mon Jan 05 2026 10:00:00 GMT+0000 (GMT+00:00)", "2026-01-05T10:00:00.000Z"),
        ("Mon Jan 05 2026 10:00:00 GMT+0200 (GMT+00:00)", "2026-01-05T08:00:00.000Z"),
        ("Mon Jan 05 2026 10:00:00 GMT-0330 (x)", "2026-01-05T13:30:00.000Z"),
        ("Mon Xyz 05 2026 10:00:00 GMT+0000", nil),
        ("2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00.000Z"), ("é é é é é GMT", nil), ("a Jan b c d GMTé", nil),
    ])
    func javascript(_ text: String, _ time: String?) { #expect(ForeignTime.javascript(text) == time) }

    @Test(arguments: [
        ("Sat Jan 31 2026 23:00:00 GMT+0000 (GMT+00:00)", "2026-02-01T00:00:00.000Z"),
        ("Sat Jan 31 2026 05:00:00 GMT+0000 (GMT+00:00)", "2026-01-31T00:00:00.000Z"),
        ("2026-01-31", "2026-01-31T00:00:00.000Z"),
        ("nonsense", nil),
    ])
    func localMidnightIsTheNearestDay(_ text: String, _ day: String?) {
        #expect(ForeignTime.nearestDay(ForeignTime.javascript(text)) == day)
    }

    @Test func aTimeWithoutAnOffsetIsOfItsZone() {
        #expect(ForeignTime.iso("2026-07-01 10:00", in: "Europe/Oslo") == "2026-07-01T08:00:00.000Z")
        #expect(ForeignTime.iso("2026-07-01T10:00:00Z", in: "Europe/Oslo") == "2026-07-01T10:00:00.000Z")
        #expect(ForeignTime.iso("2026-07-01", in: "Europe/Oslo") == "2026-07-01T00:00:00.000Z")
        #expect(ForeignTime.iso("2026-07-01 10:00", in: "Nowhere/Land") == "2026-07-01T10:00:00.000Z")
    }
}
