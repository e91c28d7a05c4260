internal import TaskFlowSchema

extension Reading {
    /// What beads keeps for itself, and is no task.
    private static let machinery: Set<String> = [
        "message", "agent", "role", "rig", "gate", "event", "convoy", "molecule",
    ]
    private static let beadKnown: Set<String> = [
        "_type", "id", "title", "status", "priority", "issue_type", "created_at", "updated_at", "description", "design",
        "acceptance_criteria", "notes", "assignee", "owner", "created_by", "estimated_minutes", "started_at",
        "closed_at", "close_reason", "due_at", "defer_until", "external_ref", "labels", "dependencies", "comments",
        "pinned", "ephemeral", "dependency_count", "dependent_count", "comment_count", "parent",
    ]
    private static let holding: Set<String> = ["blocks", "blocked-by", "conditional-blocks", "waits-for"]

    /// beads' `.beads/issues.jsonl`: an object a line.
    mutating func beads() throws(ImportFault) -> [ForeignProject] {
        var tasks: [ForeignTask] = []
        for (number, row) in try rows() {
            if let type = row["_type"]?.stringValue, type != "issue" {
                notes.add("Records of the type '\(type)' are no tasks")
                continue
            }
            if row["ephemeral"] == true || Self.machinery.contains(row["issue_type"]?.stringValue ?? "") {
                notes.add("beads' own records, such as messages and gates, are left out")
                continue
            }
            guard let id = row["id"]?.word, let title = row["title"]?.word else {
                notes.add("Line \(number) has no id or no title: it is left out")
                continue
            }
            tasks.append(bead(id, title, row))
        }
        return [ForeignProject(name: tasks.first.map { String($0.id.prefix { $0 != "-" }) } ?? "beads", tasks: tasks)]
    }

    private mutating func bead(_ id: String, _ title: String, _ row: JSON) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = row["description"]?.stringValue ?? ""
        for (key, heading) in [
            ("acceptance_criteria", "Acceptance criteria"), ("design", "Design"), ("notes", "Notes"),
        ] {
            task.add(heading, row[key]?.stringValue)
        }
        task.add("Estimate", row["estimated_minutes"]?.integerValue.map { "\($0) minutes" })
        task.add("Why it was closed", row["close_reason"]?.stringValue)
        setStatus(row["status"]?.stringValue, of: &task)
        task.priorityWord = row["priority"]?.word
        task.priority = [0: "critical", 1: "high", 2: "medium"][row["priority"]?.integerValue ?? 2] ?? "low"
        task.assignee = row["assignee"]?.word ?? row["owner"]?.word
        addTags(row["labels"]?.words ?? [], to: &task)
        if let type = row["issue_type"]?.word, type != "task" { addTags([type], to: &task) }
        task.due = ForeignTime.iso(row["due_at"]?.stringValue)
        task.notBefore = ForeignTime.iso(row["defer_until"]?.stringValue)
        task.created = ForeignTime.iso(row["created_at"]?.stringValue)
        task.started = ForeignTime.iso(row["started_at"]?.stringValue)
        if task.status == .completed { task.completed = ForeignTime.iso(row["closed_at"]?.stringValue) }
        addLink(row["external_ref"]?.word, to: &task)
        for edge in row["dependencies"]?.arrayValue ?? [] {
            guard let other = edge["depends_on_id"]?.word, let type = edge["type"]?.stringValue else { continue }
            if type == "parent-child" {
                task.parent = other
            } else if Self.holding.contains(type) {
                task.needs.append(other)
            } else {
                notes.add("Relations of the kind '\(type)' hold nothing up: they are left out")
            }
        }
        task.comments = (row["comments"]?.arrayValue ?? []).compactMap { comment in
            comment["text"]?.word.map {
                .init(
                    author: comment["author"]?.word, text: $0,
                    created: ForeignTime.iso(comment["created_at"]?.stringValue))
            }
        }
        noteMaker(row["created_by"]?.word)
        noteKeys(of: row, besides: Self.beadKnown)
        return task
    }
}
