internal import Foundation

/// Which end of a day a day stands for.
enum DayBound: Sendable {
    case start
    case end
}

/// Reads the dates that people type, in local time: `today`, `tomorrow`, `in 3 days`, `friday`, `2026-12-01 17:00`, `17:00`.
struct LocalDate {
    static let examples = "today, tomorrow 17:00, friday, \"in 3 days\", 2026-12-01, \"2026-12-01 17:00\""
    private static let weekdays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]

    let now: Int
    let dayIs: DayBound

    /// - Parameter now: Seconds since 1970.
    init(now: Int, dayIs: DayBound) { (self.now, self.dayIs) = (now, dayIs) }

    /// The instant as RFC 3339 in UTC; `nil` for what is no date. What has an offset of its own is left as it is.
    func instant(_ text: String) -> String? {
        let text = text.trimmingCharacters(in: .whitespaces).lowercased()
        if text.hasSuffix("t"), text.utf8.count == 11 { return nil }
        if Self.hasOffset(text) { return text.uppercased() }
        var words = text.split { $0 == " " || $0 == "t" && Self.isSplit(text) }.map(String.init)
        let place = [0, words.count - 1].first { words.indices.contains($0) && Self.clock(words[$0]) != nil }
        let clock = place.flatMap { Self.clock(words.remove(at: $0)) }
        if words.isEmpty { return clock.map(next) }
        if let later = after(words) { return clock == nil ? Self.utc(later) : nil }
        guard words.count == 1, var day = day(words[0]) else { return nil }
        if let clock { day.set(clock) } else if dayIs == .end { day.set((23, 59, 59)) }
        return day.seconds.map(Self.utc)
    }

    /// The next time that clocks show that.
    private func next(_ clock: (Int, Int, Int)) -> String {
        var day = LocalDay(now)
        day.set(clock)
        if let seconds = day.seconds, seconds > now { return Self.utc(seconds) }
        day.add(days: 1)
        return Self.utc(day.seconds ?? now)
    }

    /// `in 3 days`: whole days end or begin like any other; hours and minutes count from now.
    private func after(_ words: [String]) -> Int? {
        guard words.count == 3, words[0] == "in", let count = words[1] == "a" ? 1 : Int(words[1]),
            (0...10_000).contains(count)
        else { return nil }
        switch words[2].hasSuffix("s") ? String(words[2].dropLast()) : words[2] {
        case "minute", "min": return now + count * 60
        case "hour": return now + count * 3600
        case "day": return bound(LocalDay(now).adding(days: count))
        case "week": return bound(LocalDay(now).adding(days: 7 * count))
        case "month": return bound(LocalDay(now).adding(months: count))
        default: return nil
        }
    }

    private func bound(_ day: LocalDay) -> Int? {
        var day = day
        day.set(dayIs == .end ? (23, 59, 59) : (0, 0, 0))
        return day.seconds
    }

    private func day(_ word: String) -> LocalDay? {
        let today = LocalDay(now)
        switch word {
        case "today": return today.adding(days: 0)
        case "tomorrow": return today.adding(days: 1)
        case "yesterday": return today.adding(days: -1)
        default: break
        }
        if let weekday = Self.weekdays.firstIndex(where: { $0 == word || $0.prefix(3) == word }) {
            let ahead = (weekday - today.weekday + 7) % 7
            return today.adding(days: ahead == 0 ? 7 : ahead)
        }
        return LocalDay(iso: word)
    }

    private static func clock(_ word: String) -> (Int, Int, Int)? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, (0..<24).contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else { return nil }
        return (numbers[0], numbers[1], numbers.count == 3 ? numbers[2] : 0)
    }

    /// Whether the text is an instant already: `…Z`, `…+02:00`.
    private static func hasOffset(_ text: String) -> Bool {
        guard isSplit(text) || text.dropFirst(10).first == " " else { return false }
        let time = text.dropFirst(11)
        return time.contains(":") && (time.hasSuffix("z") || time.contains("+") || time.contains("-"))
    }

    /// Whether a `t` stands between an ISO date and its time.
    private static func isSplit(_ text: String) -> Bool {
        text.dropFirst(4).first == "-" && text.dropFirst(10).first == "t"
    }

    static func utc(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let text = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec].map { value in
            value < 10 ? "0\(value)" : "\(value)"
        }
        let year = String(parts.tm_year + 1900)
        return String(repeating: "0", count: max(0, 4 - year.count))
            + "\(year)-\(text[0])-\(text[1])T\(text[2]):\(text[3]):\(text[4])Z"
    }
}
