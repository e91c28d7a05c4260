internal import TaskFlowImporters
internal import TaskFlowSchema

/// The body of `POST /api/imports` (docs/contract.md, 4.1).
enum ImportBody {
    /// As the server takes it.
    static let (taskLimit, byteLimit) = (20_000, 32 << 20)

    static func json(
        _ tasks: [ForeignTask], _ format: ImportFormat, into slug: String, _ line: ImportLine,
        _ people: inout ImportPeople
    ) -> JSONObject {
        var rows: [JSON] = []
        for task in tasks { rows.append(.object(row(task, &people))) }
        var body: JSONObject = [
            "source": .string(format.source), "project_slug": .string(slug), "dry_run": .bool(line.isDryRun),
        ]
        if line.includesDeleted { body["include_deleted"] = true }
        body["tasks"] = .array(rows)
        return body
    }

    private static func row(_ task: ForeignTask, _ people: inout ImportPeople) -> JSONObject {
        var task = task
        let (title, isCut) = ForeignText.title(task.title)
        // What was cut off the title stands in the text.
        if isCut { task.description = task.title + (task.description.isEmpty ? "" : "\n\n") + task.description }
        if task.isDropped { task.tags.append("dropped") }
        var row: JSONObject = [
            "source_id": .string(id(task.id)), "title": .string(title.isEmpty ? "(no title)" : title),
            "status": .string(task.status.rawValue), "priority": .string(task.priority),
        ]
        let texts = [
            ("description", task.description.isEmpty ? nil : ForeignText.text(task.description)),
            ("assigned_to", task.assignee.flatMap { people.handle(of: $0) }), ("due_date", task.due),
            ("not_before", task.notBefore), ("created_at", task.created), ("started_at", task.started),
            ("completed_at", task.status == .completed ? task.completed : nil), ("parent", task.parent.map(id)),
        ]
        for (name, text) in texts { if let text { row[name] = .string(text) } }
        if task.progress > 0, task.status != .completed { row["progress_percent"] = .integer(task.progress) }
        if !task.tags.isEmpty { row["tags"] = .array(task.tags.prefix(50).map { .string($0) }) }
        if !task.needs.isEmpty { row["needs"] = .array(task.needs.prefix(1000).map { .string(id($0)) }) }
        if !task.comments.isEmpty { row["comments"] = .array(task.comments.prefix(1000).map(comment)) }
        if !task.links.isEmpty { row["links"] = .array(task.links.prefix(100).map(link)) }
        return row
    }

    /// Some tools have ids longer than a source may be.
    private static func id(_ id: String) -> String { ForeignText.title(id).title }

    private static func comment(_ comment: ForeignTask.Comment) -> JSON {
        var row: JSONObject = ["text": .string(ForeignText.text(comment.text))]
        if let author = comment.author { row["author"] = .string(ForeignText.title(author).title) }
        if let created = comment.created { row["created_at"] = .string(created) }
        return .object(row)
    }

    private static func link(_ link: ForeignTask.Link) -> JSON {
        var row: JSONObject = ["url": .string(link.url)]
        if let title = link.title { row["title"] = .string(title) }
        return .object(row)
    }
}
