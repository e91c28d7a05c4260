internal import Foundation
internal import TaskFlowSchema

/// Tells times as people do, in local time: how long ago it was, or on which day it will be.
struct ShownTime {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970.
    let now: Int

    init(now: Int = Int(time(nil))) { self.now = now }

    /// Seconds since 1970 of a time as the API writes it; `nil` for any other text.
    static func seconds(_ text: String) -> Int? {
        var issues = Issues()
        guard text.utf8.count == 24, text.hasSuffix("Z"), let time = Timestamp.decode(.string(text), into: &issues)
        else {
            return nil
        }
        return Int((Double(time.milliseconds) / 1000).rounded(.down))
    }

    /// `now`, `5m`, `3h`, `2d`; after a week the day.
    func age(_ seconds: Int) -> String {
        let age = now - seconds
        switch age {
        case ..<0: return day(seconds)
        case ..<60: return "now"
        case ..<3600: return "\(age / 60)m"
        case ..<86_400: return "\(age / 3600)h"
        case ..<(7 * 86_400): return "\(age / 86_400)d"
        default: return date(LocalDay(seconds))
        }
    }

    /// `today`, `17:00` for a time of today, `Dec 1`, `Dec 1 2028`. The end of a day is the day.
    func day(_ seconds: Int) -> String {
        let (day, today) = (LocalDay(seconds), LocalDay(now))
        guard day.number == today.number else { return date(day) }
        let isWhole = day.hour == 23 && day.minute == 59 || (day.hour, day.minute, day.second) == (0, 0, 0)
        return isWhole ? "today" : Self.clock(day)
    }

    /// `2026-12-01 17:00`; the end of a day is the day.
    func whole(_ seconds: Int) -> String {
        let day = LocalDay(seconds)
        let date = "\(day.year)-\(Self.two(day.month))-\(Self.two(day.day))"
        return day.hour == 23 && day.minute == 59 ? date : "\(date) \(Self.clock(day))"
    }

    /// `17:00:05`, for what happens now.
    static func second(_ seconds: Int) -> String {
        let day = LocalDay(seconds)
        return "\(clock(day)):\(two(day.second))"
    }

    private func date(_ day: LocalDay) -> String {
        let date = "\(Self.months[(day.month - 1) % 12]) \(day.day)"
        return day.year == LocalDay(now).year ? date : "\(date) \(day.year)"
    }

    private static func clock(_ day: LocalDay) -> String { "\(two(day.hour)):\(two(day.minute))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
