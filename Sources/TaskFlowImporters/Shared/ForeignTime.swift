internal import Foundation
internal import TaskFlowSchema

/// Reads times of other tools; what comes out is RFC 3339 in UTC, to the millisecond.
enum ForeignTime {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// ISO 8601 as most tools write it; a bare date is its midnight in UTC. `nil` for what is no time.
    static func iso(_ text: String?) -> String? {
        guard var text = text?.trimmed, text.utf8.count >= 10 else { return nil }
        // Vikunja and Go say so where there is no date.
        if text.hasPrefix("0001-01-01") { return nil }
        if text.dropFirst(10).first == " " { text = text.prefix(10) + "T" + text.dropFirst(11) }
        var issues = Issues()
        return Timestamp.decode(.string(text), into: &issues)?.json.stringValue
    }

    /// `20260110T081500Z`.
    static func basic(_ text: String?) -> String? {
        guard let text = text?.trimmed, text.utf8.count >= 8 else { return nil }
        if text.contains("-") { return iso(text) }
        let digits = Array(text)
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
        guard digits.count >= 15, digits[8] == "T" else { return iso(date) }
        return iso("\(date)T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }

    /// `Mon Jan 05 2026 10:00:00 GMT+0000 (GMT+00:00)`: the offset counts, not the bracket.
    static func javascript(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let words = text.split(separator: " ")
        guard words.count >= 6, let month = months.firstIndex(of: words[1].lowercased()), words[5].hasPrefix("GMT")
        else {
            return iso(text)
        }
        let offset = words[5].dropFirst(3)
        return iso(
            "\(words[3])-\(two(month + 1))-\(two(Int(words[2]) ?? 0))T\(words[4])\(offset.prefix(3)):\(offset.suffix(2))"
        )
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
        return Timestamp(milliseconds: seconds * 1000).json.stringValue
    }

    /// The month of a word such as `Jan` or `January`; `nil` for none.
    static func month(_ word: some StringProtocol) -> Int? {
        months.firstIndex { word.lowercased().hasPrefix($0) }.map { $0 + 1 }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
