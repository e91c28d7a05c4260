package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Adds a link to a task, or gives the one with that address another title.
package enum AddLink: Command {
    package struct Input: Described {
        let taskID: TaskID
        let url: LinkURL
        let title: Title?

        package static let schemaName = "NewLink"
        package static let schema = Schema(
            Input.init, Field.taskID(\.taskID), Field("url", \.url, "The address, by http or https"),
            Field("title", \.title, "What it is called"))
    }

    package static let spec = Spec(
        name: "add_link",
        verb: Verb("link", "task_id", "url", "title", example: "link 1 https://example.org/pull/7 \"The change\""),
        route: .post("/api/tasks/{task_id}/links"), scope: .tasksWrite, success: .created,
        summary: "Add a link to a task",
        details: """
            An address that is there already gets the title, and the answer is 200. The server never fetches it. A task has \
            100 links at most.
            """,
        errors: [.notFound, .forbidden, .tooLarge])

    /// How many links a task has at most.
    private static let limit = 100

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> AddedLink {
        let edit = try TaskEdit(of: input.taskID, ifMatch: nil, by: actor, in: tx)
        try edit.checkWord()
        if let link = try retitled(input, in: tx) {
            if link.isChanged { try record(link.link, edit, in: tx) }
            return AddedLink(link: link.link, isNew: false)
        }
        let count = try tx.value("SELECT count(*) FROM task_links WHERE task_id = \(input.taskID)", as: Int.self)
        guard count ?? 0 < limit else {
            throw TaskFlowError(.tooLarge, "Task \(input.taskID) has \(limit) links already: remove one first")
        }
        let link = try tx.first(
            """
            INSERT INTO task_links (tenant_id, task_id, url, title, added_by, created_at) VALUES (\(actor.tenant), \
            \(input.taskID), \(input.url), \(input.title), \(actor.workerID), \(tx.now)) RETURNING \(TaskLink.columns)
            """, TaskLink.schema.read)
        guard let link else { throw .internal("INSERT INTO task_links returned no row") }
        try record(link, edit, in: tx)
        return AddedLink(link: link, isNew: true)
    }

    /// The link with that address, with the title that is given; a title that is not given stays.
    private static func retitled(
        _ input: Input, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> (link: TaskLink, isChanged: Bool)? {
        let place: SQL = "task_id = \(input.taskID) AND url = \(input.url)"
        let found = try tx.first("SELECT \(TaskLink.columns) FROM task_links WHERE \(place)", TaskLink.schema.read)
        guard let found else { return nil }
        guard let title = input.title, found.title?.rawValue.hasSameBytes(as: title.rawValue) != true else {
            return (found, false)
        }
        let link = try tx.first(
            "UPDATE task_links SET title = \(title) WHERE \(place) RETURNING \(TaskLink.columns)", TaskLink.schema.read)
        return link.map { ($0, true) }
    }

    private static func record(
        _ link: TaskLink, _ edit: TaskEdit, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        try Leases.renew(byWordOf: edit.actor, on: edit.loaded, in: tx)
        try tx.record(.linkAdded, edit.loaded.task, context: link.context, by: edit.actor)
    }
}

extension TaskLink {
    /// What the audit log tells of it.
    var context: JSONObject { ["link_id": id.json, "url": url.json, "title": title.json] }
}

/// A link that was added, or was there.
package struct AddedLink: CommandOutput {
    let link: TaskLink
    /// Whether it was not there before.
    var isNew = true

    // As it is stored to be told again, one that was there before stands in an array: it is told with another status.
    package static func decode(_ json: JSON, into issues: inout Issues) -> AddedLink? {
        let old = json.arrayValue?.first
        return TaskLink.decode(old ?? json, into: &issues).map { AddedLink(link: $0, isNew: old == nil) }
    }

    package func encode(to writer: inout JSONWriter) {
        if !isNew { writer.beginArray() }
        link.encode(to: &writer)
        if !isNew { writer.endArray() }
    }

    package func write(to writer: inout JSONWriter) { link.encode(to: &writer) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        TaskLink.describe(in: &definitions)
    }

    package var success: Spec.Success? { isNew ? nil : .ok }
    package static let otherSuccess: Spec.Success? = .ok
}
