internal import TaskFlowSchema

extension Reading {
    /// Todoist's CSV of one project: tasks, notes on the task above, sections.
    mutating func todoist() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        var (tasks, ids, section) = ([ForeignTask](), ContentIDs(), String?.none)
        /// The tasks that the next one may lie under, by their indent.
        var above: [(indent: Int, id: String)] = []
        for row in table.rows {
            switch row["type"]?.lowercased() {
            case "section": section = row["content"]
            case "note":
                guard let text = row["content"], !tasks.isEmpty else { continue }
                note(text, row, on: &tasks[tasks.count - 1])
            case "task":
                guard let content = row["content"] else {
                    notes.add("Line \(row.line) has no content: it is left out")
                    continue
                }
                var task = item(content, row, section)
                task.id = ids.id(task.title + "\n" + task.description)
                let indent = row["indent"].flatMap { Int($0) } ?? 1
                above.removeAll { $0.indent >= indent }
                task.parent = above.last?.id
                above.append((indent, task.id))
                tasks.append(task)
            default: continue
            }
        }
        return [ForeignProject(name: file.stem, tasks: tasks)]
    }

    private mutating func item(_ content: String, _ row: CSVTable.Row, _ section: String?) -> ForeignTask {
        let isHeading = content.hasPrefix("* ")
        let words = (isHeading ? String(content.dropFirst(2)) : content).split(separator: " ")
        let labels = words.filter { $0.count > 1 && $0.first == "@" }
        let title = words.filter { !labels.contains($0) }.joined(separator: " ")
        var task = ForeignTask(id: "", title: title.isEmpty ? content : title)
        task.description = row["description"] ?? ""
        // 1 is the most urgent here; Todoist's own API counts the other way.
        task.priority = ["1": "critical", "2": "high"][row["priority"] ?? ""] ?? "medium"
        addTags(labels.map { String($0.dropFirst()) } + [section].compactMap(\.self), to: &task)
        task.assignee = row["responsible"].map(Self.name)
        let date = row["date"]
        task.due = ForeignTime.iso(row["deadline"]) ?? ForeignTime.iso(date)
        if let date, ForeignTime.iso(date) == nil { task.add("When", date) }
        if let duration = row["duration"] { task.add("Duration", "\(duration) \(row["duration_unit"] ?? "minute")") }
        return task
    }

    private mutating func note(_ text: String, _ row: CSVTable.Row, on task: inout ForeignTask) {
        // A file that was attached stands as JSON in double brackets.
        var text = text
        while let start = text.firstRange(of: "[[file "), let end = text[start.upperBound...].firstRange(of: "]]") {
            let json = try? Self.json(Array(text[start.upperBound..<end.lowerBound].utf8), file.name)
            addLink(json?["file_url"]?.word, json?["file_name"]?.word, to: &task)
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        guard !text.trimmed.isEmpty else { return }
        task.comments.append(
            .init(author: row["author"].map(Self.name), text: text.trimmed, created: ForeignTime.iso(row["date"])))
    }

    /// `Lena (17)` without the number.
    private static func name(_ person: String) -> String { person.prefix { $0 != "(" }.trimmed }
}
