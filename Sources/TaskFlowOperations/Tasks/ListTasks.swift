package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

/// The tasks that the caller may see.
package enum ListTasks: Query {
    package static let spec = Spec(
        name: "list_tasks",
        verb: Verb(
            "list", flags: ["assigned": "assigned_to", "parent": "parent_id"],
            example: "list --status pending --sort -priority"),
        agent: .list(
            "list_tasks", title: "List and search tasks",
            whenToUse: """
                Find tasks: free work (status=pending, unassigned=true), your own (assigned_to=me), work to review \
                (status=review), or by text, project, tag, parent or due date. Newest first unless sort says otherwise. For everything about one \
                task use get_task.
                """,
            words: [
                "status": "Any of these", "tag": "All of these", "q": "Text in title or description",
                "assigned_to": AgentFace.workerWords, "created_by": AgentFace.workerWords,
                "accountable_id": AgentFace.workerWords + ": who answers for them", "requires": "All of these",
                "needs": "Those that need it",
                "lease": "held: an agent has one; late: one that is silent",
            ]),
        route: .get("/api/tasks"), scope: .tasksRead, summary: "List tasks",
        details: "Newest first unless told otherwise. Filters narrow each other; status means any of, tag all of.")

    package static func run(
        _ input: TaskFilter, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<TaskItem> {
        let project = try input.which.check(for: actor, in: tx)
        return try TaskQuery(input, project: project?.id, actor: actor).page(in: tx)
    }
}
