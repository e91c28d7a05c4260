internal import TaskFlowSchema

extension Reading {
    /// GitHub's issues: `gh issue list --json …`, or the REST interface's own form.
    mutating func github() throws(ImportFault) -> [ForeignProject] {
        guard let rows = try json().arrayValue else { throw ImportFault("\(file.name) is no list of issues") }
        var (tasks, name) = ([ForeignTask](), String?.none)
        for (index, row) in rows.enumerated() {
            if row["pull_request"]?.objectValue != nil {
                notes.add("Pull requests are left out")
                continue
            }
            let address = row["html_url"]?.stringValue ?? row["url"]?.stringValue ?? ""
            let last = address.split(separator: "/").last.flatMap { Int($0) }
            guard let number = row["number"]?.integerValue ?? last, let title = row["title"]?.word else {
                notes.add("Issue \(index + 1) of the file has no number or no title: it is left out")
                continue
            }
            let repository = Self.repository(address)
            name = name ?? repository?.split(separator: "/").last.map(String.init)
            if repository == nil {
                notes.add("The file has no url: nothing tells its issues from those of another repository")
            }
            tasks.append(issue("\(repository ?? "")#\(number)", title, address, row))
        }
        return [ForeignProject(name: name ?? file.stem, tasks: tasks)]
    }

    /// `owner/name` of an issue's address.
    private static func repository(_ address: String) -> String? {
        let parts = address.split(separator: "/")
        guard let place = parts.lastIndex(of: "issues"), place >= 3 else { return nil }
        return "\(parts[place - 2])/\(parts[place - 1])"
    }

    private mutating func issue(_ id: String, _ title: String, _ address: String, _ row: JSON) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["body"]?.stringValue?.replacing("\r\n", with: "\n") ?? ""
        let isClosed = row["state"]?.stringValue?.lowercased() == "closed"
        task.status = isClosed ? .completed : .pending
        task.statusWord = row["state"]?.word
        let reason = (row["stateReason"] ?? row["state_reason"])?.stringValue?.lowercased() ?? ""
        if isClosed, !reason.isEmpty { task.statusWord = reason }
        task.isDropped = isClosed && ["not_planned", "duplicate"].contains(reason)
        let labels = row["labels"]?.words ?? []
        for label in labels {
            let word = label.lowercased().replacing("priority", with: "")
                .split { ":/- ".contains($0) }.joined(separator: " ")
            let says = label.lowercased().contains("priority") || ["p0", "p1", "p2", "p3", "critical"].contains(word)
            if says, let priority = Words.priority(word) { (task.priority, task.priorityWord) = (priority, label) }
        }
        addTags(labels, to: &task)
        if let milestone = row["milestone"]?["title"]?.word { addTags([milestone], to: &task) }
        let milestone = row["milestone"]
        task.due = ForeignTime.iso((milestone?["dueOn"] ?? milestone?["due_on"])?.stringValue)
        let people = (row["assignees"]?.arrayValue ?? []).compactMap { $0["login"]?.word }
        task.assignee = people.first ?? row["assignee"]?["login"]?.word
        if people.count > 1 { task.add("Assigned as well", people.dropFirst().joined(separator: ", ")) }
        task.created = ForeignTime.iso((row["createdAt"] ?? row["created_at"])?.stringValue)
        task.completed = ForeignTime.iso((row["closedAt"] ?? row["closed_at"])?.stringValue)
        addLink(address, "\(id) on GitHub", to: &task)
        noteMaker((row["author"] ?? row["user"])?["login"]?.word)
        if row["comments"]?.integerValue ?? 0 > 0 {
            notes.add("Comments are not in this form of the file: gh issue list --json comments has them")
        }
        task.comments = (row["comments"]?.arrayValue ?? []).compactMap { comment in
            comment["body"]?.word.map {
                .init(
                    author: (comment["author"] ?? comment["user"])?["login"]?.word, text: $0,
                    created: ForeignTime.iso((comment["createdAt"] ?? comment["created_at"])?.stringValue))
            }
        }
        return task
    }
}
