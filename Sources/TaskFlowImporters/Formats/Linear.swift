extension Reading {
    /// Linear's CSV, its columns found by their names.
    mutating func linear() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        var (tasks, name) = ([ForeignTask](), String?.none)
        for row in table.rows {
            guard let id = row["id"], let title = row["title"] else {
                notes.add("Line \(row.line) has no ID or no title: it is left out")
                continue
            }
            name = name ?? row["team"]
            tasks.append(lineTask(id, title, row))
        }
        return [ForeignProject(name: name ?? file.stem, tasks: tasks)]
    }

    private mutating func lineTask(_ id: String, _ title: String, _ row: CSVTable.Row) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"] ?? ""
        setStatus(row["status"], of: &task)
        task.completed = ForeignTime.javascript(row["completed"])
        // What happened counts for more than what the column is called.
        if task.completed != nil { (task.status, task.isDropped) = (.completed, false) }
        if let end = row["canceled"] ?? row["archived"] {
            (task.status, task.isDropped) = (.completed, row["canceled"] != nil || task.completed == nil)
            task.completed = task.completed ?? ForeignTime.javascript(end)
        }
        setPriority(row["priority"], of: &task)
        task.assignee = row["assignee"]
        addTags(Self.list(row["labels"]) + [row["project"]].compactMap(\.self), to: &task)
        task.created = ForeignTime.javascript(row["created"])
        task.started = ForeignTime.javascript(row["started"])
        task.due = ForeignTime.javascript(row["due date"])
        task.parent = row["parent issue"]
        task.needs = Self.list(row["blocked by"])
        if let estimate = row["estimate"] { task.add("Estimate", estimate) }
        for (column, heading) in [("related to", "Related to"), ("duplicate of", "Duplicate of")] {
            task.add(heading, row[column])
        }
        if row["duplicate of"] != nil { (task.status, task.isDropped) = (.completed, true) }
        return task
    }

    private static func list(_ cell: String?) -> [String] {
        (cell ?? "").split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    }
}
