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
            project_slug is the parent's. What an agent makes under a task that it holds is handed on by it, five times at most.
            """,
        errors: [.forbidden, .invalidState, .openSubtasks, .dependencyCycle, .tooLarge, .delegationCycle])

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
        let project = try TaskMaking.place(input.projectSlug, under: parent?.task, for: actor, in: tx)
        let assignee = try input.assignedTo.map { reference throws(TaskFlowError) in
            try Assignee.find(reference, for: project, actor: actor, in: tx)
        }
        let needed = try Needs.find(input.needs.all, at: [.name("body"), .name("needs")], for: actor, in: tx)
        let making = TaskMaking(
            input: input, parent: parent?.task, project: project, assignee: assignee, waits: needed.count { $0.isOpen },
            actor: actor)
        try making.checkPlace()
        try parent?.requireOpen()
        let person = try Accountability.ofNewTask(by: actor, under: parent?.task.item, in: tx)
        let delegation = try Delegation.ofNewTask(under: parent?.task.item, to: assignee, by: actor, in: tx)
        let task = try making.insert(answeredFor: person, delegation, in: tx)
        if !needed.isEmpty {
            try Needs.add(needed.map(\.id), to: task.item.id, in: tx)
            try OrderWalk.check(task.item.id, in: tx)
        }
        try making.record(task, needs: needed.map(\.id), delegation, in: tx)
        return task.item
    }
}
