internal import Foundation
internal import TaskFlowSchema
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// Compares this machine's clock with whatever else tells the time.
enum ClockCheck {
    /// How far two clocks may be apart, in seconds: tokens are judged with half a minute's leeway.
    static let tolerance = 10

    static let remedy = "set the clock, and keep it right by NTP (timedatectl set-ntp true)"

    /// With the database server's clock, and with the newest change, which cannot be of the future.
    static func finding(of found: DatabaseExamination?, now: Timestamp = .system()) -> Finding {
        if let other = found?.clock, let apart = apart(now, other) {
            return .wrong("clock", "This machine's clock is \(apart) the database server's", remedy: remedy)
        }
        if let words = future(found?.newestChange, now: now) { return .wrong("clock", words, remedy: remedy) }
        return .ok("clock", "\(now)\(found?.clock == nil ? "" : ", as the database server's")")
    }

    /// What to say of a newest change that was made in the future: until then keys and sessions end later than they should.
    static func future(_ change: Timestamp?, now: Timestamp = .system()) -> String? {
        guard let change, change > now.adding(seconds: tolerance) else { return nil }
        return "The newest change was made at \(change), and it is \(now)"
    }

    /// With the `Date` of an answer (RFC 9110, section 6.6.1).
    static func finding(ofAnswer date: String?, from place: String, now: Timestamp = .system()) -> Finding? {
        guard let other = date.flatMap(timestamp), let apart = apart(now, other) else { return nil }
        return .wrong("clock", "This machine's clock is \(apart) that of \(place)", remedy: remedy)
    }

    private static func apart(_ now: Timestamp, _ other: Timestamp) -> String? {
        let seconds = (now.milliseconds - other.milliseconds) / 1000
        if abs(seconds) <= tolerance { return nil }
        return "\(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind")"
    }

    private static func timestamp(_ date: String) -> Timestamp? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: date).map { Timestamp(milliseconds: Int($0.timeIntervalSince1970 * 1000)) }
    }
}
