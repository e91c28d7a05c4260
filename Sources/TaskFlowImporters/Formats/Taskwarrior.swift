internal import TaskFlowSchema

extension Reading {
    /// What Taskwarrior itself knows; other keys are users' own.
    private static let known: Set<String> = [
        "id", "uuid", "description", "status", "entry", "modified", "project", "priority", "tags", "annotations",
        "depends",
        "start", "due", "wait", "scheduled", "end", "urgency", "recur", "mask", "imask", "parent", "until", "rtype",
    ]

    /// `task export`: an array, or an object a line.
    mutating func taskwarrior() throws(ImportFault) -> [ForeignProject] {
        let isList = try text().trimmed.hasPrefix("[")
        let found = isList ? try json().arrayValue ?? [] : try rows().map(\.row)
        var tasks: [ForeignTask] = []
        for (index, row) in found.enumerated() {
            if row["status"] == "recurring" {
                notes.add("Templates of tasks that come again are left out")
                continue
            }
            guard let id = row["uuid"]?.word, let title = row["description"]?.word else {
                notes.add("Task \(index + 1) of the file has no uuid or no description: it is left out")
                continue
            }
            tasks.append(warriorTask(id, title, row))
        }
        return [ForeignProject(name: "taskwarrior", tasks: tasks)]
    }

    private mutating func warriorTask(_ id: String, _ title: String, _ row: JSON) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        setStatus(row["status"]?.stringValue, of: &task)
        task.started = ForeignTime.basic(row["start"]?.stringValue)
        if task.status == .pending, task.started != nil { task.status = .inProgress }
        setPriority(row["priority"]?.word, of: &task)
        addTags((row["tags"]?.words ?? []) + [row["project"]?.word].compactMap(\.self), to: &task)
        task.due = ForeignTime.basic(row["due"]?.stringValue)
        task.notBefore = ForeignTime.basic(row["wait"]?.stringValue ?? row["scheduled"]?.stringValue)
        task.created = ForeignTime.basic(row["entry"]?.stringValue)
        if task.status == .completed { task.completed = ForeignTime.basic(row["end"]?.stringValue) }
        task.needs = row["depends"]?.words ?? []
        task.comments = (row["annotations"]?.arrayValue ?? []).compactMap { note in
            note["description"]?.word.map {
                .init(author: nil, text: $0, created: ForeignTime.basic(note["entry"]?.stringValue))
            }
        }
        if row["wait"]?.word != nil { task.add("Scheduled", ForeignTime.basic(row["scheduled"]?.stringValue)) }
        task.add("Until", ForeignTime.basic(row["until"]?.stringValue))
        let own = (row.objectValue?.members ?? []).filter { !Self.known.contains($0.name) }
            .compactMap { $0.value.isBlank ? nil : "- \($0.name): \($0.value.word ?? $0.value.text)" }
        task.add("Other fields", own.joined(separator: "\n"))
        return task
    }
}
