internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A task that is to be added: what its input names has been found, and is held. Whoever makes a task makes it here.
struct TaskMaking {
    let input: NewTask
    let parent: StoredTask?
    let project: ProjectPlace?
    let assignee: WorkerID?
    /// How many of the tasks that it needs are not completed.
    let waits: Int
    let actor: Actor

    /// The project that a task is to lie in: the one that is named, else its parent's.
    ///
    /// - Throws: 422 at `project_slug` when the actor sees no such project.
    static func place(
        _ slug: Slug?, under parent: StoredTask?, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace? {
        guard let slug = slug ?? parent?.item.projectSlug else { return nil }
        return try ProjectPlace.find(slug, for: actor, at: "project_slug", in: tx)
    }

    /// Refuses a place in which the actor may not work (403), or that is not the parent's (400).
    func checkPlace() throws(TaskFlowError) {
        guard let project else { return }
        guard project.mayWork(actor) else { throw .forbidden("Viewers of a project may only read its tasks") }
        if let parent { try ParentReference(task: parent).requireProject(project.id) }
    }

    /// Adds the task's row. What it needs is added once all of that is there (``Needs/add(_:to:in:)``), and then the audit
    /// row (``record(_:needs:plan:in:)``).
    ///
    /// - Parameters:
    ///   - person: Who answers for it, as an expression.
    ///   - delegation: How it was handed on.
    func insert(
        answeredFor person: SQL, _ delegation: Delegation, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> StoredTask {
        try Gates.enter(under: input.parentID, in: tx)
        let task = TaskItem.new(
            input.title, input.description, priority: input.priority, assignedTo: assignee, projectSlug: project?.slug,
            parentID: input.parentID, tags: input.tags, dueDate: input.dueDate, notBefore: input.notBefore,
            requires: input.requires, waits: waits, createdBy: actor.workerID, at: tx.now)
        var own: [(column: String, value: SQL)] = [
            ("tenant_id", "\(actor.tenant)"), ("project_id", "\(project?.id)"), ("accountable_id", person),
        ]
        if input.parentID != nil { own.append(("inherited", Gates.closedAbove(under: input.parentID))) }
        if let delegator = delegation.by {
            own += [("delegated_by", "\(delegator)"), ("delegation_depth", "\(delegation.depth)")]
        }
        return try tx.insert(
            task, into: StoredTask.table, own, returning: StoredTask.columns, StoredTask.init)
    }

    /// Writes the audit row of a task that was added.
    ///
    /// - Parameters:
    ///   - needs: What it needs.
    ///   - delegation: How it was handed on.
    ///   - plan: What is to be told of the plan that it belongs to.
    func record(
        _ task: StoredTask, needs: [TaskID], _ delegation: Delegation, plan: JSON? = nil, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        var context = Self.context(of: task.item)
        if !needs.isEmpty { context["needs"] = .array(needs.map(\.json)) }
        if task.item.accountableID != task.item.createdBy { context["accountable_id"] = task.item.accountableID.json }
        if let delegator = delegation.by {
            context["delegated_by"] = delegator.json
            context["delegation_depth"] = .integer(delegation.depth)
        }
        if let plan { context["plan"] = plan }
        try tx.record(.created, task, context: context, by: actor)
    }

    private static func context(of task: TaskItem) -> JSONObject {
        var context: JSONObject = ["title": task.title.json, "priority": task.priority.json]
        if let assignee = task.assignedTo { context["assigned_to"] = assignee.json }
        if let parent = task.parentID { context["parent_id"] = parent.json }
        if !task.tags.all.isEmpty { context["tags"] = task.tags.json }
        if let due = task.dueDate { context["due_date"] = due.json }
        if let date = task.notBefore { context["not_before"] = date.json }
        if !task.requires.all.isEmpty { context["requires"] = task.requires.json }
        return context
    }
}
