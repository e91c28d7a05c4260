internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The items of one kind in one worker's inbox, in the order of an index. Most of them are derived from what is there: they come
/// and go with the tasks.
struct InboxShelf {
    let kind: InboxKind
    private let actor: Actor
    /// Whether it is a whole tenant's.
    private let isTenants: Bool
    /// The person who answers for the actor, where that is an agent.
    private let principal: WorkerID?

    init(_ kind: InboxKind, of actor: Actor, isTenants: Bool, principal: WorkerID?) {
        (self.kind, self.actor, self.isTenants, self.principal) = (kind, actor, isTenants, principal)
    }

    /// A page of it, the longest waiting or the most urgent first.
    func page(_ request: PageRequest, in tx: borrowing Transaction) throws(TaskFlowError) -> Page<InboxItem> {
        let page = try listing(in: tx).page(request, in: tx)
        guard kind == .overdue else { return page }
        // A condition that holds the time would be another one on the next page. What is not due yet stands behind.
        let due = page.elements.prefix { $0.since <= tx.now }
        return due.count == page.elements.count ? page : Page(Array(due), PageInfo())
    }

    /// How many there are.
    func count(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        let listing = try listing(in: tx)
        let parts =
            listing.parts.isEmpty ? [.init(source: listing.source, conditions: listing.conditions)] : listing.parts
        var total = 0
        for part in parts {
            let due: SQL = kind == .overdue ? "tasks.due_date <= \(tx.now)" : ""
            total +=
                try tx.value(
                    "SELECT count(*) FROM " + part.source + " WHERE " + .joined(part.conditions + [due]), as: Int.self)
                ?? 0
        }
        return total
    }

    private func listing(in tx: borrowing Transaction) throws(TaskFlowError) -> Listing<InboxItem> {
        switch kind {
        case .question: questions(tx.dialect)
        case .review: try reviews(in: tx)
        case .deadLetter: blocked("dead_letter", tx.dialect)
        case .blocked: blocked("reason", tx.dialect)
        case .overdue: overdue(tx.dialect)
        case .mention: mentions(tx.dialect)
        }
    }

    private func listing(
        _ columns: SQL, _ source: SQL, _ conditions: [SQL], _ order: ListOrder, parts: [Listing<InboxItem>.Part] = []
    ) -> Listing<InboxItem> {
        let kind = kind
        return Listing(
            columns: columns, width: InboxItem.width, source: source, conditions: conditions, order: order,
            read: { InboxItem($0, kind) }, parts: parts)
    }

    private func questions(_ dialect: Dialect) -> Listing<InboxItem> {
        let columns: SQL = """
            questions.id, questions.task_id, (SELECT tasks.title FROM tasks WHERE tasks.id = questions.task_id), \
            questions.project_slug, \(Self.cut("questions.prompt")), questions.id, NULL, questions.asked_by, \
            questions.created_at
            """
        var conditions: [SQL] = [
            "questions.tenant_id = \(actor.tenant)", "questions.status = 'open'", QuestionRecord.isVisible(to: actor),
        ]
        if !isTenants { conditions.append("questions.addressee = \(actor.workerID)") }
        let index: StaticString = isTenants ? "questions_open" : "questions_open_to"
        return listing(
            columns, "questions" + dialect.indexed(by: index), conditions,
            ListOrder(id: "questions.id", descending: false))
    }

    private func blocked(_ kind: StaticString, _ dialect: Dialect) -> Listing<InboxItem> {
        var conditions: [SQL] = [
            "tasks.tenant_id = \(actor.tenant)", "tasks.status = 'blocked'", "tasks.blocked_kind = '\(raw: kind)'",
            TaskVisibility.listed(to: actor),
        ]
        if !isTenants { conditions.append("tasks.accountable_id = \(actor.workerID)") }
        let index: StaticString = isTenants ? "tasks_by_urgency" : "tasks_blocked"
        return listing(
            Self.remarked(by: "tasks.remark_by"), "tasks" + dialect.indexed(by: index), conditions,
            TaskSort.urgency.order)
    }

    private func overdue(_ dialect: Dialect) -> Listing<InboxItem> {
        let columns: SQL = """
            tasks.id, tasks.id, tasks.title, tasks.project_slug, NULL, NULL, NULL, tasks.created_by, tasks.due_date
            """
        let conditions: [SQL] = [
            "tasks.tenant_id = \(actor.tenant)", "tasks.assigned_to = \(actor.workerID)", "tasks.due_date IS NOT NULL",
            "tasks.status <> 'completed'", "tasks.status <> 'review'", TaskVisibility.listed(to: actor),
        ]
        return listing(
            columns, "tasks" + dialect.indexed(by: "tasks_overdue"), conditions,
            ListOrder(by: "tasks.due_date", id: "tasks.id", descending: false))
    }

    private func mentions(_ dialect: Dialect) -> Listing<InboxItem> {
        let columns: SQL = """
            mentions.id, mentions.task_id, tasks.title, tasks.project_slug, \(Self.cut("comments.text")), NULL, \
            mentions.comment_id, comments.author_id, mentions.created_at
            """
        let source: SQL = """
             JOIN tasks ON tasks.id = mentions.task_id JOIN comments ON comments.id = mentions.comment_id
            """
        let conditions: [SQL] = [
            "mentions.tenant_id = \(actor.tenant)", "mentions.worker_id = \(actor.workerID)",
            "mentions.done_at IS NULL",
            TaskVisibility.listed(to: actor),
        ]
        return listing(
            columns, "mentions" + dialect.indexed(by: "mentions_open") + source, conditions,
            ListOrder(id: "mentions.id", descending: false))
    }

    private func reviews(in tx: borrowing Transaction) throws(TaskFlowError) -> Listing<InboxItem> {
        let rule = ReviewCondition(actor, principal: principal)
        let base: [SQL] = ["tasks.tenant_id = \(actor.tenant)", "tasks.status = 'review'"]
        let (columns, order) = (Self.remarked(by: "tasks.submitted_by"), TaskSort.urgency.order)
        let walk: SQL = "tasks" + tx.dialect.indexed(by: "tasks_by_urgency")
        if isTenants { return listing(columns, walk, base + [rule.anywhere], order) }
        guard let projects = try ProjectsOfActor.few(actor, in: tx) else {
            return listing(columns, walk, base + [rule.inOwnPlaces], order)
        }
        let loose = "tasks" + tx.dialect.indexed(by: "tasks_loose_by_urgency")
        let own = "tasks" + tx.dialect.indexed(by: "tasks_project_by_urgency")
        let parts =
            [Listing<InboxItem>.Part(source: loose, conditions: base + ["tasks.project_id IS NULL", rule.inNoProject])]
            + projects.map { .init(source: own, conditions: base + ["tasks.project_id = \($0)", rule.inOwnProject]) }
        return listing(columns, walk, base + [rule.inOwnPlaces], order, parts: parts)
    }

    private static func remarked(by worker: SQL) -> SQL {
        """
        tasks.id, tasks.id, tasks.title, tasks.project_slug, \(cut("tasks.remark_text")), NULL, NULL, \(worker), \
        coalesce(tasks.remark_at, tasks.updated_at)
        """
    }

    private static func cut(_ text: SQL) -> SQL {
        "CASE WHEN length(\(text)) > 1000 THEN substr(\(text), 1, 999) || '…' ELSE \(text) END"
    }
}

extension InboxItem {
    fileprivate static let width = 9

    fileprivate init?(_ row: any ColumnReader, _ kind: InboxKind) {
        guard let taskID = TaskID.read(row, 1), let title = Title.read(row, 2), let slug = Slug?.read(row, 3),
            let questionID = QuestionID?.read(row, 5), let commentID = CommentID?.read(row, 6),
            let from = WorkerID?.read(row, 7), let since = Timestamp.read(row, 8)
        else { return nil }
        self.init(
            id: InboxItemID(kind, row.integer(0)), kind: kind, taskID: taskID, title: title, projectSlug: slug,
            text: row.isNull(4) ? nil : row.text(4), questionID: questionID, commentID: commentID, from: from,
            since: since)
    }
}
