internal import TaskFlowSchema

extension Reading {
    /// task-master's `tasks.json`: an object of tags, each with its tasks, or one list of tasks.
    mutating func taskmaster() throws(ImportFault) -> [ForeignProject] {
        let json = try json()
        var tags: [(name: String, tasks: [JSON])] = []
        for member in json.objectValue?.members ?? [] {
            if let tasks = member.value["tasks"]?.arrayValue { tags.append((member.name, tasks)) }
        }
        if let tasks = json["tasks"]?.arrayValue { tags = [("master", tasks)] }
        guard !tags.isEmpty else { throw ImportFault("\(file.name) has no list 'tasks'") }
        return tags.map { tag in
            let tops = Set(tag.tasks.compactMap { $0["id"]?.word })
            var tasks: [ForeignTask] = []
            for row in tag.tasks { tasks += family(row, tag.name, tops) }
            return ForeignProject(name: tag.name, tasks: tasks)
        }
    }

    /// A task and its subtasks.
    private mutating func family(_ row: JSON, _ tag: String, _ tops: Set<String>) -> [ForeignTask] {
        guard let id = row["id"]?.word, let top = masterTask(row, "\(tag):\(id)") else { return [] }
        var task = top
        task.needs = row["dependencies"]?.words.map { "\(tag):\($0)" } ?? []
        let rows = row["subtasks"]?.arrayValue ?? []
        let siblings = Set(rows.compactMap { $0["id"]?.word })
        var parts: [ForeignTask] = []
        for row in rows {
            guard let part = row["id"]?.word, var subtask = masterTask(row, "\(tag):\(id).\(part)") else { continue }
            subtask.parent = task.id
            if row["priority"]?.word == nil { subtask.priority = task.priority }
            subtask.needs = (row["dependencies"]?.words ?? []).map { need in
                // A number of its own is a sibling, else a task of the first level.
                need.contains(".") || !siblings.contains(need) && tops.contains(need)
                    ? "\(tag):\(need)" : "\(tag):\(id).\(need)"
            }
            parts.append(subtask)
        }
        return [task] + parts
    }

    private mutating func masterTask(_ row: JSON, _ id: String) -> ForeignTask? {
        guard let title = row["title"]?.word else {
            notes.add("Task \(id) has no title: it is left out")
            return nil
        }
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"]?.stringValue ?? ""
        for (key, heading) in [
            ("details", "Details"), ("testStrategy", "Test strategy"), ("acceptanceCriteria", "Acceptance criteria"),
        ] {
            task.add(heading, row[key]?.stringValue)
        }
        setStatus(row["status"]?.stringValue, of: &task)
        setPriority(row["priority"]?.stringValue, of: &task)
        task.assignee = row["assignee"]?.word
        return task
    }
}
