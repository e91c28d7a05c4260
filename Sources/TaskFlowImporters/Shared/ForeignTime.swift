internal import Foundation
internal import TaskFlowSchema

/// Reads times of other tools; what comes out is RFC 3339 in UTC, to the millisecond.
enum ForeignTime {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// ISO 8601 as most tools write it; a bare date is its midnight in UTC. `nil` for what is no time.
    ///
    /// - Parameter zone: The name of the time zone of a time that has no offset; otherwise it is UTC.
    static func iso(_ text: String?, in zone: String? = nil) -> String? {
        guard var text = text?.trimmed, text.utf8.count >= 10 else { return nil }
        // Vikunja and Go say so where there is no date.
        if text.hasPrefix("0001-01-01") { return nil }
        if text.dropFirst(10).first == " " { text = text.prefix(10) + "T" + text.dropFirst(11) }
        var issues = Issues()
        guard let time = Timestamp.decode(.string(text), into: &issues) else { return nil }
        guard let zone, !hasOffset(text), text.utf8.count > 10, let zone = TimeZone(identifier: zone) else {
            return time.description
        }
        let near = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
        let offset = zone.secondsFromGMT(for: near.addingTimeInterval(-Double(zone.secondsFromGMT(for: near))))
        return time.adding(seconds: -offset).description
    }

    /// Whether a time says how far it is from UTC.
    static func hasOffset(_ text: String) -> Bool {
        text.dropFirst(10).contains { "Zz+-".contains($0) }
    }

    /// `20260110T081500Z`.
    static func basic(_ text: String?) -> String? {
        guard let text = text?.trimmed, text.utf8.count >= 8 else { return nil }
        if text.contains("-") { return iso(text) }
        let digits = Array(text.utf8)
        func part(_ start: Int, _ count: Int) -> String {
            String(decoding: digits[start..<(start + count)], as: UTF8.self)
        }
        let date = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))"
        if digits.count == 8 { return iso(date) }
        guard digits.count >= 15, digits[8] == UInt8(ascii: "T") else { return nil }
        return iso("\(date)T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z")
    }

    /// `Mon Jan 05 2026 10:00:00 GMT+0000 (GMT+00:00)`: the offset counts, not the bracket.
    static func javascript(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let words = text.split(separator: " ")
        guard words.count >= 6, words[5].hasPrefix("GMT") else { return iso(text) }
        guard let month = months.firstIndex(of: words[1].lowercased()), let day = Int(words[2]) else { return nil }
        let offset = words[5].dropFirst(3)
        return iso("\(words[3])-\(two(month + 1))-\(two(day))T\(words[4])\(offset.prefix(3)):\(offset.suffix(2))")
    }

    /// A day that is kept as a midnight of somewhere: the nearest midnight in UTC.
    static func nearestDay(_ time: String?) -> String? {
        var issues = Issues()
        guard let time, let read = Timestamp.decode(.string(time), into: &issues) else { return nil }
        let (half, day) = (43_200_000, 86_400_000)
        let days = Double(read.milliseconds + half) / Double(day)
        return Timestamp(milliseconds: Int(days.rounded(.down)) * day).description
    }

    /// The instant of a day and time in the machine's time zone.
    static func local(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> String? {
        guard (1...12).contains(month), (1...31).contains(day), (0..<24).contains(hour), (0..<60).contains(minute),
            (1900...9999).contains(year)
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        (parts.tm_hour, parts.tm_min, parts.tm_isdst) = (Int32(hour), Int32(minute), -1)
        let seconds = mktime(&parts)
        guard seconds != -1, parts.tm_mday == Int32(day) else { return nil }
        return Timestamp(milliseconds: seconds * 1000).description
    }

    /// The midnight of a day in UTC; `nil` for a day that is none.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> String? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let digits = String(year)
        return iso("\(String(repeating: "0", count: 4 - digits.count))\(digits)-\(two(month))-\(two(day))")
    }

    /// The month of a word such as `Jan` or `January`; `nil` for none.
    static func month(_ word: some StringProtocol) -> Int? {
        months.firstIndex { word.lowercased().hasPrefix($0) }.map { $0 + 1 }
    }

    private static func two(_ number: Int) -> String { (0...9).contains(number) ? "0\(number)" : "\(number)" }
}
