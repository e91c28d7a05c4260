internal import Foundation

/// A time of a day in the machine's time zone (`TZ`), by the system's own rules for it: https://man7.org/linux/man-pages/man3/mktime.3.html
struct LocalDay {
    private var parts = tm()

    /// - Parameter seconds: Since 1970.
    init(_ seconds: Int) {
        var time = time_t(seconds)
        localtime_r(&time, &parts)
    }

    /// The start of a day such as `2026-12-01`; `nil` where the calendar has none.
    init?(iso text: String) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].utf8.count == 4, fields[1].utf8.count == 2, fields[2].utf8.count == 2,
            let year = Int32(fields[0]), let month = Int32(fields[1]), let day = Int32(fields[2])
        else { return nil }
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
        // The system would make March 2 of February 30.
        var normal = parts
        normal.tm_isdst = -1
        normal.tm_hour = 12
        guard mktime(&normal) != -1, normal.tm_mday == day, normal.tm_mon == month - 1 else { return nil }
    }

    var year: Int { Int(parts.tm_year) + 1900 }
    /// 1–12.
    var month: Int { Int(parts.tm_mon) + 1 }
    var day: Int { Int(parts.tm_mday) }
    var hour: Int { Int(parts.tm_hour) }
    var minute: Int { Int(parts.tm_min) }
    var second: Int { Int(parts.tm_sec) }
    /// 0 is Sunday.
    var weekday: Int { Int(parts.tm_wday) }
    /// Days since 1900, to tell one day from another.
    var number: Int { year * 366 + Int(parts.tm_yday) }

    /// Seconds since 1970; `nil` where the system cannot tell.
    var seconds: Int? {
        var parts = parts
        parts.tm_isdst = -1
        let time = mktime(&parts)
        return time == -1 ? nil : Int(time)
    }

    mutating func set(_ clock: (hour: Int, minute: Int, second: Int)) {
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(clock.hour), Int32(clock.minute), Int32(clock.second))
    }

    mutating func add(days: Int) { parts.tm_mday += Int32(days) }

    /// The start of a day so many days later.
    func adding(days: Int) -> LocalDay {
        var other = self
        other.add(days: days)
        other.set((0, 0, 0))
        return other
    }

    /// The start of the day so many months later; of a shorter month its last day.
    func adding(months: Int) -> LocalDay {
        var other = self
        other.set((0, 0, 0))
        let month = Int(parts.tm_mon) + months
        (other.parts.tm_year, other.parts.tm_mon) = (parts.tm_year + Int32(month / 12), Int32(month % 12))
        let lengths = [31, Self.isLeap(other.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        other.parts.tm_mday = min(parts.tm_mday, Int32(lengths[Int(other.parts.tm_mon)]))
        return other
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
