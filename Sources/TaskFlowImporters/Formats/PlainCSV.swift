extension Reading {
    private static let columns: Set<String> = [
        "id", "title", "description", "status", "priority", "due", "due_date", "tags", "parent", "parent_id", "needs",
        "assignee",
        "assigned_to", "project", "project_slug", "created", "created_at", "completed", "completed_at", "not_before",
        "progress",
        "progress_percent",
    ]

    /// CSV with the columns `title description status priority due tags parent needs assignee`; parent and needs by title, or by
    /// an `id` column.
    mutating func plainCSV() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        guard table.has("title") else {
            throw ImportFault("\(file.name) has no column 'title': its first line names the columns")
        }
        for name in table.names where !Self.columns.contains(name) {
            notes.add("Column '\(name)' is not known: it is left out")
        }
        var (tasks, ids) = ([ForeignTask](), ContentIDs())
        for row in table.rows {
            guard let title = row["title"] else {
                notes.add("Line \(row.line) has no title: it is left out")
                continue
            }
            tasks.append(plainTask(row["id"] ?? ids.id(title + "\n" + (row["parent"] ?? "")), title, row))
        }
        let byTitle = Dictionary(tasks.map { ($0.title, $0.id) }) { first, _ in first }
        let known = Set(tasks.map(\.id))
        for place in tasks.indices {
            tasks[place].parent = tasks[place].parent.map { known.contains($0) ? $0 : byTitle[$0] ?? $0 }
            tasks[place].needs = tasks[place].needs.map { known.contains($0) ? $0 : byTitle[$0] ?? $0 }
        }
        return [ForeignProject(name: file.stem, tasks: tasks)]
    }

    private mutating func plainTask(_ id: String, _ title: String, _ row: CSVTable.Row) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"] ?? ""
        setStatus(row["status"], of: &task)
        setPriority(row["priority"], of: &task)
        task.progress =
            (row["progress"] ?? row["progress_percent"]).flatMap { Int($0) }.map { min(max($0, 0), 100) } ?? 0
        task.due = date(row["due"] ?? row["due_date"], row)
        task.notBefore = date(row["not_before"], row)
        task.created = date(row["created"] ?? row["created_at"], row)
        task.completed = date(row["completed"] ?? row["completed_at"], row)
        task.assignee = row["assignee"] ?? row["assigned_to"]
        addTags((row["tags"] ?? "").split { $0 == "," || $0 == ";" || $0 == " " }.map(String.init), to: &task)
        task.parent = row["parent"] ?? row["parent_id"]
        task.needs = (row["needs"] ?? "").split { $0 == "," || $0 == ";" }.map { $0.trimmed }.filter { !$0.isEmpty }
        return task
    }

    private mutating func date(_ text: String?, _ row: CSVTable.Row) -> String? {
        guard let text else { return nil }
        if let time = ForeignTime.iso(text) { return time }
        notes.add("Line \(row.line): '\(text)' is no date such as 2026-12-01: it is left out")
        return nil
    }
}
