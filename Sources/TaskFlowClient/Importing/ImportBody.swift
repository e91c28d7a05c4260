internal import TaskFlowImporters
internal import TaskFlowSchema

/// The body of `POST /api/imports` (docs/contract.md, 4.1), of one project's tasks.
struct ImportBody {
    /// As the server takes it.
    static let (taskLimit, byteLimit) = (20_000, 32 << 20)
    /// What a task may have of each.
    private static let (tagLimit, needLimit, commentLimit, linkLimit) = (50, 1_000, 1_000, 100)

    private(set) var bytes: [UInt8] = []
    /// How often what had no room was cut off.
    private(set) var cuts: [String: Int] = [:]

    init(
        _ tasks: [ForeignTask], _ format: ImportFormat, into slug: String, _ line: ImportLine,
        _ people: inout ImportPeople
    ) {
        var rows: [JSON] = []
        rows.reserveCapacity(tasks.count)
        for task in tasks { rows.append(.object(row(task, &people))) }
        var body: JSONObject = [
            "source": .string(format.source), "project_slug": .string(slug), "dry_run": .bool(line.isDryRun),
        ]
        if line.includesDeleted { body["include_deleted"] = true }
        body["tasks"] = .array(rows)
        bytes = JSON.object(body).bytes
    }

    /// What could not be sent whole, in sentences.
    var notes: [String] {
        cuts.sorted { $0.key < $1.key }.map { what, count in
            "\(count == 1 ? "1 task has" : "\(count) tasks have") \(what): the rest is cut off"
        }
    }

    private mutating func row(_ task: ForeignTask, _ people: inout ImportPeople) -> JSONObject {
        let (title, isCut) = ForeignText.title(task.title)
        // What was cut off the title stands in the text.
        let description = [isCut ? task.title : "", task.description].filter { !$0.isEmpty }.joined(separator: "\n\n")
        var row: JSONObject = [
            "source_id": .string(ForeignText.id(task.id)), "title": .string(title.isEmpty ? "(no title)" : title),
            "status": .string(task.status.rawValue), "priority": .string(task.priority),
        ]
        let texts = [
            ("description", description.isEmpty ? nil : text(description)),
            ("assigned_to", task.assignee.flatMap { people.handle(of: $0) }), ("due_date", task.due),
            ("not_before", task.notBefore), ("created_at", task.created), ("started_at", task.started),
            ("completed_at", task.status == .completed ? task.completed : nil),
            ("parent", task.parent.map(ForeignText.id)),
        ]
        for (name, text) in texts { if let text { row[name] = .string(text) } }
        if task.progress > 0, task.status != .completed { row["progress_percent"] = .integer(task.progress) }
        let tags = task.isDropped ? task.tags.filter { $0 != "dropped" } + ["dropped"] : task.tags
        add("tags", tags.map { .string($0) }, Self.tagLimit, to: &row)
        add("needs", task.needs.map { .string(ForeignText.id($0)) }, Self.needLimit, to: &row)
        add("comments", task.comments.compactMap { comment($0) }, Self.commentLimit, to: &row)
        add("links", task.links.map(Self.link), Self.linkLimit, to: &row)
        return row
    }

    private mutating func add(_ name: String, _ values: [JSON], _ limit: Int, to row: inout JSONObject) {
        if values.isEmpty { return }
        if values.count > limit { cuts["more than \(limit) \(name)", default: 0] += 1 }
        row[name] = .array(Array(values.prefix(limit)))
    }

    private mutating func text(_ text: String) -> String {
        let kept = ForeignText.text(text)
        if kept.hasSuffix("…"), !text.hasSuffix("…") { cuts["a text of more than 65,536 characters", default: 0] += 1 }
        return kept
    }

    private mutating func comment(_ comment: ForeignTask.Comment) -> JSON? {
        let said = text(comment.text)
        if said.isEmpty { return nil }
        var row: JSONObject = ["text": .string(said)]
        let author = comment.author.map { ForeignText.title($0).title }
        if let author, !author.isEmpty { row["author"] = .string(author) }
        if let created = comment.created { row["created_at"] = .string(created) }
        return .object(row)
    }

    private static func link(_ link: ForeignTask.Link) -> JSON {
        var row: JSONObject = ["url": .string(link.url)]
        if let title = link.title { row["title"] = .string(title) }
        return .object(row)
    }
}
