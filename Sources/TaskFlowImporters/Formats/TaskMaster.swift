internal import TaskFlowSchema

extension Reading {
    private static let masterKnown: Set<String> = [
        "id", "title", "description", "details", "testStrategy", "acceptanceCriteria", "status", "priority",
        "dependencies", "subtasks", "assignee", "parentTaskId", "parentId", "complexity", "updatedAt",
    ]
    private static let masterTexts = [
        ("details", "Details"), ("testStrategy", "Test strategy"), ("acceptanceCriteria", "Acceptance criteria"),
        ("complexity", "Complexity"),
    ]

    /// task-master's `tasks.json`: an object of tags, each with its tasks, or one list of tasks.
    mutating func taskmaster() throws(ImportFault) -> [ForeignProject] {
        let json = try json()
        var tags: [(name: String, tasks: [JSON])] = []
        if let tasks = json["tasks"]?.arrayValue { tags.append(("master", tasks)) }
        for member in json.objectValue?.members ?? [] {
            if let tasks = member.value["tasks"]?.arrayValue { tags.append((member.name, tasks)) }
        }
        guard !tags.isEmpty else { throw ImportFault("\(file.name) has no list 'tasks'") }
        return tags.map { tag in
            let tops = Set(tag.tasks.compactMap { $0["id"]?.word })
            var tasks: [ForeignTask] = []
            for (place, row) in tag.tasks.enumerated() { tasks += family(row, tag.name, place + 1, tops) }
            return ForeignProject(name: tag.name, tasks: tasks)
        }
    }

    /// A task and its subtasks. Ids begin at 1 in each tag.
    private mutating func family(_ row: JSON, _ tag: String, _ place: Int, _ tops: Set<String>) -> [ForeignTask] {
        guard let id = row["id"]?.word else {
            notes.add("Task \(place) of '\(tag)' has no id: it is left out")
            return []
        }
        var top = masterTask(row, "\(tag):\(id)")
        top?.needs = row["dependencies"]?.words.map { "\(tag):\($0)" } ?? []
        let rows = row["subtasks"]?.arrayValue ?? []
        let siblings = Set(rows.compactMap { $0["id"]?.word })
        var family = top.map { [$0] } ?? []
        for (number, row) in rows.enumerated() {
            guard let part = row["id"]?.word else {
                notes.add("Subtask \(number + 1) of \(tag):\(id) has no id: it is left out")
                continue
            }
            guard var subtask = masterTask(row, "\(tag):\(id).\(part)") else { continue }
            subtask.parent = top?.id
            if row["priority"]?.word == nil, let top { subtask.priority = top.priority }
            subtask.needs = (row["dependencies"]?.words ?? []).map { need in
                // A number of its own is a sibling, else a task of the first level.
                need.contains(".") || !siblings.contains(need) && tops.contains(need)
                    ? "\(tag):\(need)" : "\(tag):\(id).\(need)"
            }
            family.append(subtask)
        }
        return family
    }

    private mutating func masterTask(_ row: JSON, _ id: String) -> ForeignTask? {
        guard let title = row["title"]?.word else {
            notes.add("Task \(id) has no title: it is left out")
            return nil
        }
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"]?.stringValue ?? ""
        for (key, heading) in Self.masterTexts { task.add(heading, row[key]?.prose) }
        setStatus(row["status"]?.stringValue, of: &task)
        setPriority(row["priority"]?.stringValue, of: &task)
        task.assignee = row["assignee"]?.word
        noteKeys(of: row, besides: Self.masterKnown)
        return task
    }
}
