/// Reads the dates of a Jira export, which are as its user set them, and in the machine's time unless they have an offset.
struct JiraDates {
    let order: ImportWishes.DateOrder

    /// The columns that hold dates.
    static let columns: Set<String> = ["created", "updated", "resolved", "due date", "due", "last viewed"]

    /// The order of a date's numbers: the caller's word, or what the columns themselves show.
    static func order(
        in table: CSVTable, _ wishes: ImportWishes, _ file: String
    ) throws(ImportFault) -> ImportWishes.DateOrder {
        if let order = wishes.dateOrder { return order }
        var (isDay, isMonth, example) = (false, false, String?.none)
        for row in table.rows {
            let comments = row.all("comment").map { String($0.prefix { $0 != ";" }) }
            for cell in columns.flatMap({ row.all($0) }) + comments {
                let numbers = parts(cell).compactMap { Int($0) }
                guard numbers.count == 3, numbers[0] <= 31, numbers[1] <= 31 else { continue }
                if numbers[0] > 12 { isDay = true }
                if numbers[1] > 12 { isMonth = true }
                example = example ?? cell
            }
        }
        guard let example else { return .ymd }
        if isDay != isMonth { return isDay ? .dmy : .mdy }
        throw ImportFault("\(file): '\(example)' may be a day or a month first: say --date-order dmy or mdy")
    }

    /// A time as RFC 3339 in UTC; a bare date is its midnight there.
    func read(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        if ForeignTime.hasOffset(text), let time = ForeignTime.iso(text) { return time }
        let parts = Self.parts(Self.spaced(text))
        guard parts.count == 3 else { return nil }
        let numbers = parts.map { Int($0) ?? ForeignTime.month($0) ?? 0 }
        let (year, month, day) = arranged(parts, numbers)
        let century = (0..<100).contains(year) ? 2000 + year : year
        guard let clock = Self.clock(text) else { return ForeignTime.day(century, month, day) }
        return ForeignTime.local(century, month, day, clock.hour, clock.minute)
    }

    private func arranged(_ parts: [String], _ numbers: [Int]) -> (Int, Int, Int) {
        if parts[0].utf8.count == 4, Int(parts[0]) != nil { return (numbers[0], numbers[1], numbers[2]) }
        // A month's name stands where it stands.
        if Int(parts[1]) == nil { return (numbers[2], numbers[1], numbers[0]) }
        if Int(parts[0]) == nil { return (numbers[2], numbers[0], numbers[1]) }
        return switch order {
        case .dmy: (numbers[2], numbers[1], numbers[0])
        case .mdy: (numbers[2], numbers[0], numbers[1])
        case .ymd: (numbers[0], numbers[1], numbers[2])
        }
    }

    /// `2026-01-05T15:40` with a blank in it.
    private static func spaced(_ text: String) -> String {
        text.dropFirst(10).first == "T" ? text.prefix(10) + " " + text.dropFirst(11) : text
    }

    /// The date's three words, none where there are not three.
    private static func parts(_ text: String) -> [String] {
        let words = text.split { $0 == " " || $0 == "," }
        let joined = (words.first ?? "").split { "/-.".contains($0) }
        let parts = joined.count == 3 ? joined : Array(words.prefix(3))
        return parts.count == 3 ? parts.map(String.init) : []
    }

    /// `3:40 PM`, `16:10`; 12 in the morning is 0. `nil` where there is none.
    private static func clock(_ text: String) -> (hour: Int, minute: Int)? {
        let words = spaced(text).split(separator: " ")
        guard let place = words.firstIndex(where: { $0.contains(":") }) else { return nil }
        let numbers = words[place].split(separator: ":").map { Int($0) ?? -1 }
        guard numbers.count >= 2 else { return (-1, -1) }
        switch words.dropFirst(place + 1).first?.uppercased() {
        case "PM": return (numbers[0] % 12 + 12, numbers[1])
        case "AM": return (numbers[0] % 12, numbers[1])
        default: return (numbers[0], numbers[1])
        }
    }
}
