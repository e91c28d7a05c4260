extension Reading {
    /// What is read, and what says nothing that a task here could hold.
    private static let jiraKnown: Set<String> = [
        "summary", "issue key", "issue id", "parent id", "parent", "parent key", "parent summary", "issue type",
        "status", "status category", "status category changed", "priority", "resolution", "assignee", "assignee id",
        "reporter", "reporter id", "creator", "creator id", "created", "updated", "last viewed", "resolved",
        "due date", "due", "labels", "description", "comment", "attachment", "project key", "project name",
        "project type", "project lead", "project lead id", "project description", "project url", "votes", "watchers",
        "watchers id", "work ratio", "sub-tasks", "inward issue link (blocks)", "outward issue link (blocks)",
        "custom field (rank)", "custom field (epic link)",
    ]

    /// Jira's CSV: columns repeat, and are gathered by their names.
    mutating func jira() throws(ImportFault) -> [ForeignProject] {
        let table = try CSVTable(try text(), file.name)
        guard table.has("issue key"), table.has("summary") else {
            throw ImportFault("\(file.name) has no columns 'Issue key' and 'Summary'")
        }
        if table.rows.count >= 1000 { notes.add("Jira exports 1,000 rows at most: there may be more than these") }
        let dates = JiraDates(order: try JiraDates.order(in: table, wishes, file.name))
        var keys: [String: String] = [:]
        for row in table.rows { if let id = row["issue id"] { keys[id] = row["issue key"] } }
        var (tasks, name) = ([ForeignTask](), String?.none)
        for row in table.rows {
            guard let id = row["issue key"], let title = row["summary"] else {
                notes.add("Line \(row.line) has no issue key or no summary: it is left out")
                continue
            }
            name = name ?? row["project name"] ?? row["project key"]
            var task = jiraTask(id, title, row, table, dates)
            let parent = row["parent id"] ?? row["parent"] ?? row["parent key"] ?? row["custom field (epic link)"]
            task.parent = parent.map { keys[$0] ?? $0 }
            tasks.append(task)
        }
        blocks(in: table, &tasks)
        return [ForeignProject(name: name ?? file.stem, tasks: tasks)]
    }

    /// `Blocks` holds the other issue up.
    private mutating func blocks(in table: CSVTable, _ tasks: inout [ForeignTask]) {
        let places = Dictionary(tasks.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var seen = [Set<String>](repeating: [], count: tasks.count)
        func need(_ id: String, of place: Int) {
            if seen[place].insert(id).inserted { tasks[place].needs.append(id) }
        }
        for row in table.rows {
            guard let id = row["issue key"], let place = places[id] else { continue }
            for other in row.all("outward issue link (blocks)") {
                if let place = places[other] {
                    need(id, of: place)
                } else {
                    notes.add("\(id) blocks \(other), which is not in the file")
                }
            }
            for other in row.all("inward issue link (blocks)") { need(other, of: place) }
        }
    }

    private mutating func jiraTask(
        _ id: String, _ title: String, _ row: CSVTable.Row, _ table: CSVTable, _ dates: JiraDates
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
        task.created = jiraDate(row["created"], row, dates)
        task.due = jiraDate(row["due date"] ?? row["due"], row, dates)
        if task.status == .completed { task.completed = jiraDate(row["resolved"] ?? row["updated"], row, dates) }
        task.comments = row.all("comment").map { Self.comment($0, dates) }
        for link in row.all("attachment") { addLink(link.split(separator: ";").last.map(String.init), to: &task) }
        task.add("Other fields", Self.others(row, table))
        noteMaker(row["reporter"])
        return task
    }

    private mutating func jiraDate(_ text: String?, _ row: CSVTable.Row, _ dates: JiraDates) -> String? {
        guard let text else { return nil }
        if let time = dates.read(text) { return time }
        notes.add("Line \(row.line): '\(text)' is no date: it is left out")
        return nil
    }

    /// Date, account and text; later semicolons are the text's own.
    private static func comment(_ cell: String, _ dates: JiraDates) -> ForeignTask.Comment {
        let parts = cell.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let day = dates.read(parts[0].trimmed) else {
            return .init(author: nil, text: cell, created: nil)
        }
        let author = parts[1].trimmed
        return .init(author: author.isEmpty ? nil : author, text: parts[2].trimmed, created: day)
    }

    /// What has no field here, a line each: sprints, components, story points, other links.
    private static func others(_ row: CSVTable.Row, _ table: CSVTable) -> String {
        row.filled.compactMap { place, text in
            guard table.names.indices.contains(place), !jiraKnown.contains(table.names[place]) else { return nil }
            var title = table.titles[place]
            if title.hasPrefix("Custom field ("), title.hasSuffix(")") {
                title = String(title.dropFirst(14).dropLast())
            }
            return title.isEmpty ? nil : "- \(title): \(text)"
        }.joined(separator: "\n")
    }
}
