internal import TaskFlowSchema

extension Reading {
    /// Vikunja's dump: a zip or its `data.json`.
    mutating func vikunja() throws(ImportFault) -> [ForeignProject] {
        guard let projects = try dump().arrayValue else { throw ImportFault("\(file.name) is no list of projects") }
        return projects.compactMap { project in
            let tasks = (project["tasks"]?.arrayValue ?? []).compactMap { vikunjaTask($0, project) }
            return tasks.isEmpty ? nil : ForeignProject(name: project["title"]?.word ?? "vikunja", tasks: tasks)
        }
    }

    private func dump() throws(ImportFault) -> JSON {
        if let member = file.members.first(where: { $0.path == "data.json" }) {
            return try Self.json(Array(try Self.text(member.bytes, member.path).utf8), "data.json")
        }
        guard file.bytes.starts(with: [0x50, 0x4B]) else { return try json() }
        let data = try ZipReader(file.bytes, file.name).member("data.json")
        return try Self.json(Array(try Self.text(data, "data.json").utf8), "data.json")
    }

    private mutating func vikunjaTask(_ row: JSON, _ project: JSON) -> ForeignTask? {
        guard let id = row["id"]?.integerValue, let title = row["title"]?.word else {
            notes.add("A task has no id or no title: it is left out")
            return nil
        }
        var task = ForeignTask(id: String(id), title: title)
        task.description = HTMLText.markdown(row["description"]?.stringValue ?? "")
        let percent = row["percent_done"].map { Double($0.text) ?? 0 } ?? 0
        task.progress = Int((min(max(percent, 0), 1) * 100).rounded())
        if row["done"] == true {
            task.status = .completed
        } else if let bucket = bucket(of: id, in: project) {
            setStatus(bucket, of: &task)
            if task.status == .completed { task.status = .pending }
        }
        task.priority = [1: "low", 3: "high", 4: "high", 5: "critical"][row["priority"]?.integerValue ?? 0] ?? "medium"
        addTags((row["labels"]?.arrayValue ?? []).compactMap { $0["title"]?.word }, to: &task)
        let people = (row["assignees"]?.arrayValue ?? []).compactMap { $0["username"]?.word }
        task.assignee = people.first
        if people.count > 1 { task.add("Assigned as well", people.dropFirst().joined(separator: ", ")) }
        task.due = ForeignTime.iso(row["due_date"]?.stringValue)
        task.notBefore = ForeignTime.iso(row["start_date"]?.stringValue)
        task.created = ForeignTime.iso(row["created"]?.stringValue)
        if task.status == .completed { task.completed = ForeignTime.iso(row["done_at"]?.stringValue) }
        if (row["repeat_after"]?.integerValue ?? 0) > 0 { notes.add("Tasks that come again are brought along once") }
        let related = row["related_tasks"]
        task.parent = related?["parenttask"]?.arrayValue?.first?["id"]?.word
        task.needs = (related?["blocked"]?.arrayValue ?? []).compactMap { $0["id"]?.word }
        task.comments = (row["comments"]?.arrayValue ?? []).compactMap { comment in
            let text = HTMLText.markdown(comment["comment"]?.stringValue ?? "")
            return text.isEmpty
                ? nil
                : .init(
                    author: comment["author"]?["username"]?.word, text: text,
                    created: ForeignTime.iso(comment["created"]?.stringValue))
        }
        if row["attachments"]?.arrayValue?.isEmpty == false { notes.add("Attached files are left out") }
        return task
    }

    private func bucket(of task: Int, in project: JSON) -> String? {
        let place = project["task_buckets"]?.arrayValue?.first { $0["task_id"]?.integerValue == task }
        let id = place?["bucket_id"]?.integerValue
        return project["buckets"]?.arrayValue?.first { $0["id"]?.integerValue == id }?["title"]?.word
    }
}
