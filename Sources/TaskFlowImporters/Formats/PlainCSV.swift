extension Reading {
    private static let columns: Set<String> = [
        "id", "title", "description", "status", "priority", "due", "due_date", "tags", "parent", "parent_id", "needs",
        "assignee", "assigned_to", "project", "project_slug", "created", "created_at", "started", "started_at",
        "completed", "completed_at", "not_before", "progress", "progress_percent",
    ]

    /// CSV with the columns `title description status priority due tags parent needs assignee`; parent and needs by title, or by
    /// an `id` column. What `taskflow export --csv` writes is read again.
    mutating func plainCSV() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        guard table.has("title") else {
            throw ImportFault("\(file.name) has no column 'title': its first line names the columns")
        }
        noteColumns(of: table, besides: Self.columns)
        var (tasks, ids) = ([ForeignTask](), ContentIDs())
        for row in table.rows {
            guard let title = row.untamed("title")?.trimmed, !title.isEmpty else {
                notes.add("Line \(row.line) has no title: it is left out")
                continue
            }
            tasks.append(plainTask(row["id"] ?? ids.id(title + "\n" + (row["parent"] ?? "")), title, row))
        }
        let names = PlainNames(tasks)
        for place in tasks.indices {
            tasks[place].parent = tasks[place].parent.map(names.id)
            tasks[place].needs = tasks[place].needs.flatMap(names.ids)
        }
        return [ForeignProject(name: file.stem, tasks: tasks)]
    }

    private mutating func plainTask(_ id: String, _ title: String, _ row: CSVTable.Row) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row.untamed("description").flatMap { $0.trimmed.isEmpty ? nil : $0 } ?? ""
        setStatus(row["status"], of: &task)
        setPriority(row["priority"], of: &task)
        let progress = row["progress"] ?? row["progress_percent"]
        task.progress = progress.flatMap { Int($0) }.map { min(max($0, 0), 100) } ?? 0
        task.due = date(row["due"] ?? row["due_date"], row)
        task.notBefore = date(row["not_before"], row)
        task.created = date(row["created"] ?? row["created_at"], row)
        task.started = date(row["started"] ?? row["started_at"], row)
        task.completed = date(row["completed"] ?? row["completed_at"], row)
        task.assignee = row["assignee"] ?? row["assigned_to"]
        addTags((row["tags"] ?? "").split { $0 == "," || $0 == ";" || $0 == " " }.map(String.init), to: &task)
        task.parent = (row.untamed("parent") ?? row["parent_id"])?.trimmed
        task.needs = [row.untamed("needs")].compactMap { $0?.trimmed }
        return task
    }

    private mutating func date(_ text: String?, _ row: CSVTable.Row) -> String? {
        guard let text else { return nil }
        if let time = ForeignTime.iso(text) { return time }
        notes.add("Line \(row.line): '\(text)' is no date such as 2026-12-01: it is left out")
        return nil
    }
}

/// Finds tasks by their ids or titles.
private struct PlainNames {
    private let known: Set<String>
    private let byTitle: [String: String]

    init(_ tasks: [ForeignTask]) {
        known = Set(tasks.map(\.id))
        byTitle = Dictionary(tasks.map { ($0.title, $0.id) }) { first, _ in first }
    }

    /// The id that a name means; a name that means none stays, and is told of later.
    func id(_ name: String) -> String { known.contains(name) ? name : byTitle[name] ?? name }

    /// The ids of a cell: of the one task that is called so, else of those between semicolons, else between commas.
    func ids(_ cell: String) -> [String] {
        if known.contains(cell) || byTitle[cell] != nil { return [id(cell)] }
        let separator: Character = cell.contains(";") ? ";" : ","
        return cell.split(separator: separator).map { $0.trimmed }.filter { !$0.isEmpty }.map(id)
    }
}
