internal import Foundation

extension Reading {
    /// Jira's CSV: columns repeat, and are gathered by their names.
    mutating func jira() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        if table.rows.count >= 1000 { notes.add("Jira exports 1,000 rows at most: there may be more than these") }
        let order = try JiraDates.order(in: table, wishes, file.name)
        var keys: [String: String] = [:]
        for row in table.rows { if let id = row["issue id"] { keys[id] = row["issue key"] } }
        var (tasks, name) = ([ForeignTask](), String?.none)
        for row in table.rows {
            guard let id = row["issue key"], let title = row["summary"] else {
                notes.add("Line \(row.line) has no issue key or no summary: it is left out")
                continue
            }
            name = name ?? row["project name"] ?? row["project key"]
            var task = jiraTask(id, title, row, JiraDates(order: order))
            task.parent = (row["parent id"] ?? row["parent"] ?? row["parent key"]).map { keys[$0] ?? $0 }
            tasks.append(task)
        }
        // `Blocks` holds the other issue up.
        let places = Dictionary(tasks.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for row in table.rows {
            guard let id = row["issue key"] else { continue }
            for other in row.all("outward issue link (blocks)") {
                if let place = places[other] { tasks[place].needs.append(id) }
            }
            if let place = places[id] {
                for other in row.all("inward issue link (blocks)") where !tasks[place].needs.contains(other) {
                    tasks[place].needs.append(other)
                }
            }
        }
        return [ForeignProject(name: name ?? file.stem, tasks: tasks)]
    }

    private mutating func jiraTask(
        _ id: String, _ title: String, _ row: CSVTable.Row, _ dates: JiraDates
    ) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"] ?? ""
        setStatus(row["status"], category: row["status category"], of: &task)
        if let resolution = row["resolution"], Words.standing(resolution)?.isDropped == true {
            (task.status, task.isDropped) = (.completed, true)
        }
        setPriority(row["priority"], of: &task)
        task.assignee = row["assignee"]
        addTags(row.all("labels").flatMap { $0.split(separator: ",").map(String.init) }, to: &task)
        if let type = row["issue type"], !["task", "sub-task", "subtask"].contains(type.lowercased()) {
            addTags([type], to: &task)
        }
        task.created = dates.read(row["created"])
        task.due = dates.read(row["due date"] ?? row["due"])
        if task.status == .completed { task.completed = dates.read(row["resolved"]) ?? dates.read(row["updated"]) }
        task.comments = row.all("comment").map { cell in
            // Date, account and text; later semicolons are the text's own.
            let parts = cell.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let day = dates.read(parts[0]) else {
                return .init(author: nil, text: cell, created: nil)
            }
            return .init(author: parts[1].trimmed, text: parts[2].trimmed, created: day)
        }
        for link in row.all("attachment") { addLink(link.split(separator: ";").last.map(String.init), to: &task) }
        return task
    }
}

/// Reads the dates of a Jira export, which are as its user set them, and in the machine's time unless they have an offset.
struct JiraDates {
    let order: ImportWishes.DateOrder
    private static let columns = ["created", "updated", "resolved", "due date", "last viewed"]

    /// The order of a date's numbers: the caller's word, or what the columns themselves show.
    static func order(
        in table: CSVTable, _ wishes: ImportWishes, _ file: String
    ) throws(ImportFault) -> ImportWishes.DateOrder {
        if let order = wishes.dateOrder { return order }
        var (isDay, isMonth, example) = (false, false, String?.none)
        for row in table.rows {
            for cell in columns.flatMap({ row.all($0) }) {
                let numbers = parts(cell).prefix(3)
                guard numbers.count == 3, let first = Int(numbers[0]), let second = Int(numbers[1]), first <= 31 else {
                    continue
                }
                if first > 12 { isDay = true }
                if second > 12 { isMonth = true }
                example = example ?? cell
            }
        }
        guard let example else { return .ymd }
        if isDay != isMonth { return isDay ? .dmy : .mdy }
        throw ImportFault("\(file): '\(example)' may be a day or a month first: say --date-order dmy or mdy")
    }

    /// A time as RFC 3339 in UTC.
    func read(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        if let time = ForeignTime.iso(text), text.contains("T") || text.contains("+") { return time }
        let parts = Self.parts(text)
        guard parts.count >= 3 else { return nil }
        let (hour, minute) = Self.clock(text)
        let month = parts.prefix(3).firstIndex { ForeignTime.month($0) != nil }
        let numbers = parts.prefix(3).map { Int($0) ?? ForeignTime.month($0) ?? 0 }
        let (year, monthNumber, day): (Int, Int, Int) =
            if parts[0].count == 4 { (numbers[0], numbers[1], numbers[2]) } else if month == 1 || order == .dmy {
                (numbers[2], numbers[1], numbers[0])
            } else { (numbers[2], numbers[0], numbers[1]) }
        return ForeignTime.local(year < 100 ? 2000 + year : year, monthNumber, day, hour, minute)
    }

    /// The date's three words.
    private static func parts(_ text: String) -> [String] {
        let day = text.split(separator: " ").first ?? ""
        return day.split { "/-.".contains($0) }.map(String.init)
    }

    /// `3:40 PM`, `16:10`; 12 in the morning is 0.
    private static func clock(_ text: String) -> (Int, Int) {
        let words = text.split(separator: " ").dropFirst()
        guard let numbers = words.first?.split(separator: ":").compactMap({ Int($0) }), numbers.count >= 2 else {
            return (0, 0)
        }
        let half = words.dropFirst().first?.uppercased()
        let hour = half == "PM" ? numbers[0] % 12 + 12 : half == "AM" ? numbers[0] % 12 : numbers[0]
        return (hour, numbers[1])
    }
}
