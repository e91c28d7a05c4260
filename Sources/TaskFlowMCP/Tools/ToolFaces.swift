/// The faces of the sixteen tools: when to use which.
enum ToolFaces {
    static let all: [String: ToolFace] = [
        "create_task": ToolFace(
            title: "Create a task",
            description: """
                Add a new task (todo, ticket, issue). It starts as pending. Give parent_id to make it a subtask of a larger \
                one. To work on it yourself, call claim_task next.
                """, hidden: ["status", "progress_percent"],
            words: ["due_date": "When it is due; UTC unless it has an offset"]),
        "list_tasks": ToolFace(
            title: "List and search tasks",
            description: """
                Find tasks: free work (status=pending, unassigned=true), your own (assigned_to=me), work to review (status=review), or by \
                text, project, tag, parent or due date. Newest first unless sort says otherwise. For everything about one \
                task use get_task.
                """, hidden: paging,
            words: [
                "status": "Any of these", "tag": "All of these", "limit": limit, "cursor": cursor,
                "q": "Text in title or description",
                "assigned_to": "Id or handle, or me",
                "created_by": "Id or handle, or me",
            ]),
        "get_task": ToolFace(
            title: "Get a task",
            description: """
                Everything about one task whose number you know: description, status, assignee, progress, version. To \
                search, use list_tasks.
                """, detail: .full),
        "update_task": ToolFace(
            title: "Edit a task",
            description: """
                Change a task's title, description, priority, tags, due date or parent. What is left out stays. For its status, progress and assignee prefer the tools made for it (claim_task, update_progress, \
                submit_task, …); only reopening a completed task (status=pending) has no tool of its own.
                """, isDestructive: true, isIdempotent: true),
        "claim_task": ToolFace(
            title: "Claim a task",
            description: """
                Take a pending task and begin work: it becomes yours and in_progress. Call it before you start; of \
                several workers exactly one gets it. Find free tasks with list_tasks.
                """, detail: .full, isIdempotent: true),
        "update_progress": ToolFace(
            title: "Report progress",
            description: """
                Say how far work on a task in progress has come (0–100 percent), with a note on what was done. It does not \
                finish the task: that is submit_task or complete_task.
                """),
        "submit_task": ToolFace(
            title: "Submit a task for review",
            description: """
                Hand your finished work in for review: in_progress -> review. Use it where the project requires review or \
                someone should look at it; else complete_task.
                """, isIdempotent: true),
        "approve_task": ToolFace(
            title: "Approve a task under review",
            description: """
                Accept another worker's work under review: review -> completed. You cannot approve your own work. To send \
                it back use reject_task.
                """, isIdempotent: true),
        "reject_task": ToolFace(
            title: "Reject a task under review",
            description: """
                Send another worker's work under review back with a reason: review -> in_progress, or pending if \
                unassigned. To accept it use approve_task.
                """, isIdempotent: true),
        "complete_task": ToolFace(
            title: "Complete a task",
            description: """
                Finish a task you hold: in_progress -> completed. Refused while a subtask is open, or where the project \
                requires review (use submit_task then).
                """, isIdempotent: true),
        "block_task": ToolFace(
            title: "Block a task",
            description: """
                Say that a task cannot go on, and why: pending or in_progress -> blocked. You keep it. To give it to \
                others instead use release_task.
                """, isIdempotent: true),
        "unblock_task": ToolFace(
            title: "Unblock a task",
            description: """
                Take up a blocked task (block_task) once its cause is gone: back to in_progress, or pending if unassigned.
                """, isIdempotent: true),
        "release_task": ToolFace(
            title: "Release a task",
            description: """
                Give a task you hold back for anyone to claim: in_progress -> pending, unassigned. When you are merely \
                stuck use block_task.
                """, isDestructive: true, isIdempotent: true),
        "assign_task": ToolFace(
            title: "Assign a task",
            description: """
                Give a task to a named worker, or to nobody (null). To take one yourself use claim_task, which also begins \
                the work.
                """, isDestructive: true),
        "list_projects": ToolFace(
            title: "List projects",
            description: """
                The projects you belong to, newest first: their slugs are what list_tasks and create_task want, and \
                review_required tells whether work must be submitted for review.
                """, hidden: paging, words: ["limit": limit, "cursor": cursor]),
        "whoami": ToolFace(
            title: "Who am I",
            description:
                "Who you are here: your worker id, role and scopes. Call it once to know which tasks are yours."),
    ]

    /// A cursor is enough to go on with.
    private static let paging = ["offset", "total"]
    private static let limit = "Rows at most"
    private static let cursor = "next_cursor of the page before"
}
