package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// Adds a task to the tenant, or to a project the caller may work in.
package enum CreateTask: Command {
    package static let spec = Spec(
        name: "create_task",
        verb: Verb(
            "add", "title",
            flags: [
                "project": "project_slug", "assign": "assigned_to", "parent": "parent_id", "due": "due_date",
                "tag": "tags", "need": "needs",
            ],
            example: "add \"Write the report\" --priority high --due 2026-12-01 --tag writing"),
        agent: AgentFace(
            "create_task", title: "Create a task",
            whenToUse: """
                Add a new task (todo, ticket, issue). It starts as pending. Give parent_id to make it a subtask of a larger \
                one. To work on it yourself, call claim_task next.
                """, hidden: ["status", "progress_percent"],
            words: ["due_date": "When it is due; UTC unless it has an offset"]),
        route: .post("/api/tasks"), scope: .tasksWrite, success: .created, addressedBy: GetTask.self,
        summary: "Create a task",
        details: """
            A task begins as pending with no progress. A subtask (parent_id) lies in its parent's project: left out, \
            project_slug is the parent's.
            """,
        errors: [.forbidden, .invalidState, .openSubtasks, .dependencyCycle, .tooLarge])

    package static func run(
        _ input: NewTask, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        if !input.needs.all.isEmpty {
            try TaskLocks.changeTree(of: actor, in: tx)
        } else if input.parentID != nil {
            try TaskLocks.keepTree(of: actor, in: tx)
        }
        try TaskLocks.keepPlace(
            named: input.projectSlug, under: input.parentID, for: input.assignedTo, by: actor, in: tx)
        let parent = try ParentReference.find(input.parentID, for: actor, in: tx)
        let project = try place(of: input, under: parent, for: actor, in: tx)
        let assignee = try input.assignedTo.map { reference throws(TaskFlowError) in
            try Assignee.find(reference, for: project, actor: actor, in: tx)
        }
        let needed = try Needs.find(input.needs.all, at: [.name("body"), .name("needs")], for: actor, in: tx)
        try parent?.requireOpen()
        let person = try Accountability.ofNewTask(by: actor, under: parent?.task.item, in: tx)
        try Gates.enter(under: input.parentID, in: tx)
        let task = try insert(input, needed, project, assignee, person, by: actor, in: tx)
        if !needed.isEmpty {
            try Needs.add(needed.map(\.id), to: task.item.id, in: tx)
            try OrderWalk.check(task.item.id, in: tx)
        }
        try tx.record(.created, task, context: context(of: task.item, needed), by: actor)
        return task.item
    }

    /// The project a task is to lie in, which the actor must be able to work in.
    private static func place(
        of input: NewTask, under parent: ParentReference?, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace? {
        guard let slug = input.projectSlug ?? parent?.task.item.projectSlug else { return nil }
        let project = try ProjectPlace.find(slug, for: actor, at: "project_slug", in: tx)
        guard project.mayWork(actor) else { throw .forbidden("Viewers of a project may only read its tasks") }
        try parent?.requireProject(project.id)
        return project
    }

    private static func insert(
        _ input: NewTask, _ needed: [Needs.Needed], _ project: ProjectPlace?, _ assignee: WorkerID?, _ person: SQL,
        by actor: Actor,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> StoredTask {
        let task = TaskItem.new(
            input.title, input.description, priority: input.priority, assignedTo: assignee, projectSlug: project?.slug,
            parentID: input.parentID, tags: input.tags, dueDate: input.dueDate, notBefore: input.notBefore,
            requires: input.requires, waits: needed.count { $0.isOpen }, createdBy: actor.workerID, at: tx.now)
        var own: [(column: String, value: SQL)] = [
            ("tenant_id", "\(actor.tenant)"), ("project_id", "\(project?.id)"), ("accountable_id", person),
        ]
        if input.parentID != nil { own.append(("inherited", Gates.closedAbove(under: input.parentID))) }
        return try tx.insert(
            task, into: StoredTask.table,
            own, returning: StoredTask.columns, StoredTask.init)
    }

    private static func context(of task: TaskItem, _ needed: [Needs.Needed]) -> JSONObject {
        var context: JSONObject = ["title": task.title.json, "priority": task.priority.json]
        if let assignee = task.assignedTo { context["assigned_to"] = assignee.json }
        if let parent = task.parentID { context["parent_id"] = parent.json }
        if !task.tags.all.isEmpty { context["tags"] = task.tags.json }
        if let due = task.dueDate { context["due_date"] = due.json }
        if let date = task.notBefore { context["not_before"] = date.json }
        if !task.requires.all.isEmpty { context["requires"] = task.requires.json }
        if !needed.isEmpty { context["needs"] = .array(needed.map(\.id.json)) }
        if task.accountableID != task.createdBy { context["accountable_id"] = task.accountableID.json }
        return context
    }
}
