internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Writes the tasks of an import.
struct ImportMaking {
    private let source: ImportSource
    private let plan: ImportPlan
    private let project: ProjectPlace
    private let actor: Actor

    init(_ input: ImportTasks.Input, _ plan: ImportPlan, _ project: ProjectPlace, _ actor: Actor) {
        (self.source, self.plan, self.project, self.actor) = (input.source, plan, project, actor)
    }

    /// Tasks first, parents before what lies under them, then what they need, what was said, and the audit rows.
    ///
    /// - Returns: Their numbers, in the order of the import.
    func make(in tx: borrowing Transaction) throws(TaskFlowError) -> [ImportedNumber] {
        let person = try Accountability.ofNewTask(by: actor, under: nil, in: tx)
        let numbers = try tx.reserveTaskNumbers(plan.sequence.count)
        // In the order of the import, whatever the tree is.
        let ids = Dictionary(uniqueKeysWithValues: zip(plan.sequence.sorted(), numbers))
        for place in plan.sequence { try insert(place, ids, answeredFor: person, in: tx) }
        try countChildren(ids, in: tx)
        for (place, id) in zip(ids.keys.sorted(), numbers) {
            try Needs.write(plan.needs[place].compactMap { Self.id($0, ids) }, to: id, in: tx)
            try words(of: place, id, in: tx)
        }
        // Last of all: from its first row on PostgreSQL keeps back the events of others.
        for place in ids.keys.sorted() { try record(place, ids, in: tx) }
        return zip(ids.keys.sorted(), numbers).map {
            ImportedNumber(sourceID: plan.tasks[$0].sourceID, id: $1)
        }
    }

    /// Once for each parent: PostgreSQL would keep a row of each time.
    private func countChildren(_ ids: [Int: TaskID], in tx: borrowing Transaction) throws(TaskFlowError) {
        var counts: [TaskID: Int] = [:]
        for place in plan.sequence where plan.statuses[place] != .completed {
            if let parent = plan.parents[place].flatMap({ Self.id($0, ids) }) { counts[parent, default: 0] += 1 }
        }
        for (parent, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try Gates.enter(count, under: parent, in: tx)
        }
    }

    private func insert(
        _ place: Int, _ ids: [Int: TaskID], answeredFor person: SQL, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        guard let id = ids[place] else { return }
        let item = item(place, ids, at: tx.now)
        var own: [(column: String, value: SQL)] = [
            ("id", "\(id)"), ("tenant_id", "\(actor.tenant)"), ("project_id", "\(project.id)"),
            ("accountable_id", person), ("comments", "\(plan.tasks[place].comments.all.count)"),
        ]
        if item.parentID != nil { own.append(("inherited", Gates.closedAbove(under: item.parentID))) }
        try tx.later(StoredTask.table.insertion(of: item, own, numbering: tx.dialect))
        guard let holder = item.holder ?? (item.status == .completed ? item.assignedTo : nil) else { return }
        try tx.later("INSERT INTO task_holders (task_id, worker_id) VALUES (\(id), \(holder))")
    }

    private func item(_ place: Int, _ ids: [Int: TaskID], at now: Timestamp) -> TaskItem {
        let task = plan.tasks[place]
        let waits = plan.needs[place].count { plan.isOpen($0) }
        var item = TaskItem.new(
            task.shownTitle, task.shownDescription, priority: task.priority, assignedTo: plan.assignees[place],
            projectSlug: project.slug, parentID: plan.parents[place].flatMap { Self.id($0, ids) }, tags: task.shownTags,
            dueDate: task.dueDate, notBefore: task.notBefore, requires: Requirements([]), waits: waits,
            createdBy: actor.workerID, at: now)
        if let id = ids[place] { item.id = id }
        item.createdAt = min(task.createdAt ?? now, now)
        item.source = source.source(of: task.sourceID)
        item.status = plan.statuses[place]
        item.startedAt = task.startedAt.map { min($0, now) }
        item.progressPercent = task.progressPercent
        if item.status == .completed { item.progressPercent = Percent(trusted: 100) }
        // As when a completed task is reopened.
        if item.status == .pending, task.status == .completed { item.progressPercent = Percent(trusted: 0) }
        switch item.status {
        case .completed: item.completedAt = min(task.completedAt ?? now, now)
        case .inProgress: item.startedAt = item.startedAt ?? item.createdAt
        case .review:
            item.startedAt = item.startedAt ?? item.createdAt
            item.submittedBy = item.assignedTo
        case .blocked:
            item.blockedKind = .reason
            item.remark = Remark(
                action: .blocked, text: Note(trusted: "It was blocked where it comes from"), by: actor.workerID, at: now
            )
        case .pending: break
        }
        return item
    }

    private static func id(_ reference: ImportPlan.Reference, _ ids: [Int: TaskID]) -> TaskID? {
        switch reference {
        case .new(let place): ids[place]
        case .old(let id): id
        }
    }

    private func words(of place: Int, _ id: TaskID, in tx: borrowing Transaction) throws(TaskFlowError) {
        for comment in plan.tasks[place].comments.all {
            try tx.later(
                """
                INSERT INTO comments (tenant_id, task_id, author_id, author_type, created_at, text) VALUES (\(actor.tenant), \
                \(id), \(actor.workerID), \(actor.type), \(min(comment.createdAt ?? tx.now, tx.now)), \(comment.said))
                """)
        }
        for link in plan.tasks[place].links.all {
            try tx.later(
                """
                INSERT INTO task_links (tenant_id, task_id, url, title, added_by, created_at) VALUES (\(actor.tenant), \
                \(id), \(link.url), \(link.title), \(actor.workerID), \(tx.now))
                """)
        }
    }

    private func record(
        _ place: Int, _ ids: [Int: TaskID], in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let needs = plan.needs[place].compactMap { Self.id($0, ids) }
        let item = item(place, ids, at: tx.now)
        try tx.record(
            .imported, StoredTask(item: item, projectID: project.id), context: item.importContext(needs), by: actor)
    }
}

extension TaskItem {
    /// What the audit log tells of a task that was imported: all that it began with.
    fileprivate func importContext(_ needs: [TaskID]) -> JSONObject {
        var context: JSONObject = [
            "source": source.json, "title": title.json, "status": status.json, "priority": priority.json,
            "created_at": createdAt.json,
        ]
        let more: [(String, JSON)] = [
            ("assigned_to", assignedTo.json), ("parent_id", parentID.json), ("due_date", dueDate.json),
            ("not_before", notBefore.json), ("started_at", startedAt.json), ("completed_at", completedAt.json),
            ("submitted_by", submittedBy.json),
        ]
        for (name, value) in more where value != .null { context[name] = value }
        if progressPercent.rawValue > 0 { context["progress_percent"] = progressPercent.json }
        if !tags.all.isEmpty { context["tags"] = tags.json }
        if !needs.isEmpty { context["needs"] = .array(needs.map(\.json)) }
        return context
    }
}
