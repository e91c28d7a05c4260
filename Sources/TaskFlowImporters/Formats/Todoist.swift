internal import TaskFlowSchema

extension Reading {
    private static let todoistKnown: Set<String> = [
        "type", "content", "description", "priority", "indent", "author", "responsible", "date", "date_lang",
        "timezone",
        "duration", "duration_unit", "deadline", "deadline_lang", "is_collapsed",
    ]

    /// Todoist's CSV of one project: tasks, notes on the task above, sections.
    mutating func todoist() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        guard table.has("type"), table.has("content") else {
            throw ImportFault("\(file.name) has no columns 'TYPE' and 'CONTENT'")
        }
        noteColumns(of: table, besides: Self.todoistKnown)
        var (tasks, ids, section) = ([ForeignTask](), ContentIDs(), String?.none)
        /// The tasks that the next one may lie under, by their indent.
        var above: [(indent: Int, id: String)] = []
        for row in table.rows {
            switch row["type"]?.lowercased() {
            case "section": section = row["content"]
            case "note":
                guard let text = row["content"] else { continue }
                guard !tasks.isEmpty else {
                    notes.add("Line \(row.line): a note on the project has no task to stand on: it is left out")
                    continue
                }
                note(text, row, on: &tasks[tasks.count - 1])
            case "task":
                guard let content = row["content"] else {
                    notes.add("Line \(row.line) has no content: it is left out")
                    continue
                }
                var task = item(content, row, section)
                task.id = ids.id(task.title + "\n" + task.description)
                let indent = row["indent"].flatMap { Int($0) } ?? 1
                while let last = above.last, last.indent >= indent { above.removeLast() }
                task.parent = above.last?.id
                above.append((indent, task.id))
                tasks.append(task)
            default: continue
            }
        }
        // `Kitchen [2203306141].csv`: the number is Todoist's own.
        let name = file.stem.prefix { $0 != "[" }.trimmed
        return [ForeignProject(name: name.isEmpty ? file.stem : name, tasks: tasks)]
    }

    private mutating func item(_ content: String, _ row: CSVTable.Row, _ section: String?) -> ForeignTask {
        let isHeading = content.hasPrefix("* ")
        let words = (isHeading ? String(content.dropFirst(2)) : content).split(separator: " ")
        func isLabel(_ word: Substring) -> Bool { word.count > 1 && word.first == "@" }
        let labels = words.filter(isLabel)
        let title = words.filter { !isLabel($0) }.joined(separator: " ")
        var task = ForeignTask(id: "", title: title.isEmpty ? content : title)
        task.description = row["description"] ?? ""
        task.priorityWord = row["priority"]
        // 1 is the most urgent here; Todoist's own API counts the other way.
        task.priority = ["1": "critical", "2": "high"][row["priority"] ?? ""] ?? "medium"
        addTags(labels.map { String($0.dropFirst()) } + [section].compactMap(\.self), to: &task)
        task.assignee = row["responsible"].map(Self.name)
        let (zone, deadline) = (row["timezone"], row["deadline"])
        let day = ForeignTime.iso(row["date"], in: zone)
        task.due = ForeignTime.iso(deadline, in: zone) ?? day
        if day == nil || day != task.due { task.add("When", row["date"]) }
        if let deadline, ForeignTime.iso(deadline) == nil { task.add("Deadline", deadline) }
        noteMaker(row["author"])
        if let duration = row["duration"] { task.add("Duration", "\(duration) \(row["duration_unit"] ?? "minute")") }
        return task
    }

    private mutating func note(_ text: String, _ row: CSVTable.Row, on task: inout ForeignTask) {
        // A file that was attached stands as JSON in double brackets.
        var (plain, rest) = ("", text[...])
        while let start = rest.firstRange(of: "[[file "), let end = rest[start.upperBound...].firstRange(of: "]]") {
            let json = try? Self.json(Array(rest[start.upperBound..<end.lowerBound].utf8), file.name)
            let address = json?["file_url"]?.word
            addLink(address, json?["file_name"]?.word, to: &task)
            // What names no file is text, whoever wrote it.
            plain += rest[..<(address == nil ? end.upperBound : start.lowerBound)]
            rest = rest[end.upperBound...]
        }
        let said = (plain + rest).trimmed
        guard !said.isEmpty else { return }
        task.comments.append(
            .init(
                author: row["author"].map(Self.name), text: said,
                created: ForeignTime.iso(row["date"], in: row["timezone"])))
    }

    /// `Lena (17)` without the number.
    private static func name(_ person: String) -> String { person.prefix { $0 != "(" }.trimmed }
}
