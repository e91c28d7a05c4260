extension Reading {
    /// What is read, and what says nothing that a task here could hold.
    private static let linearKnown: Set<String> = [
        "id", "team", "title", "description", "status", "estimate", "priority", "project id", "project", "creator",
        "assignee", "labels", "created", "updated", "started", "triaged", "completed", "canceled", "archived",
        "due date", "parent issue", "project milestone id", "uuid", "time in status (minutes)", "related to",
        "blocked by", "duplicate of", "cycle number", "cycle name", "cycle start", "cycle end", "initiatives",
        "project milestone", "sla status",
    ]
    /// What stands at the end of the description, by column.
    private static let linearTexts = [
        ("estimate", "Estimate"), ("cycle name", "Cycle"), ("initiatives", "Initiatives"),
        ("project milestone", "Milestone"), ("related to", "Related to"), ("duplicate of", "Duplicate of"),
    ]

    /// Linear's CSV, its columns found by their names.
    mutating func linear() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        guard table.has("id"), table.has("title") else {
            throw ImportFault("\(file.name) has no columns 'ID' and 'Title'")
        }
        var (tasks, name) = ([ForeignTask](), String?.none)
        for row in table.rows {
            guard let id = row["id"], let title = row["title"] else {
                notes.add("Line \(row.line) has no ID or no title: it is left out")
                continue
            }
            name = name ?? row["team"]
            tasks.append(lineTask(id, title, row))
        }
        noteColumns(of: table, besides: Self.linearKnown)
        return [ForeignProject(name: name ?? file.stem, tasks: tasks)]
    }

    private mutating func lineTask(_ id: String, _ title: String, _ row: CSVTable.Row) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"] ?? ""
        setStatus(row["status"], of: &task)
        task.completed = time("completed", row)
        // What happened counts for more than what the column is called.
        if row["completed"] != nil { (task.status, task.isDropped) = (.completed, false) }
        if row["canceled"] != nil || row["archived"] != nil {
            task.isDropped = row["canceled"] != nil || row["completed"] == nil
            task.status = .completed
            task.completed = task.completed ?? time(row["canceled"] == nil ? "archived" : "canceled", row)
        }
        if row["duplicate of"] != nil { (task.status, task.isDropped) = (.completed, true) }
        setPriority(row["priority"], of: &task)
        task.assignee = row["assignee"]
        addTags(Self.list(row["labels"]) + [row["project"]].compactMap(\.self), to: &task)
        task.created = time("created", row)
        task.started = time("started", row)
        // A day is kept as a midnight of where it was set.
        task.due = ForeignTime.nearestDay(time("due date", row))
        task.parent = row["parent issue"]
        task.needs = Self.list(row["blocked by"])
        for (column, heading) in Self.linearTexts { task.add(heading, row[column]) }
        noteMaker(row["creator"])
        return task
    }

    private mutating func time(_ column: String, _ row: CSVTable.Row) -> String? {
        guard let text = row[column] else { return nil }
        if let time = ForeignTime.javascript(text) { return time }
        notes.add("Line \(row.line): '\(text)' is no date: it is left out")
        return nil
    }

    /// A comma may be a name's own; with a blank it stands between names.
    private static func list(_ cell: String?) -> [String] {
        (cell ?? "").split(separator: ", ").map { $0.trimmed }.filter { !$0.isEmpty }
    }
}
