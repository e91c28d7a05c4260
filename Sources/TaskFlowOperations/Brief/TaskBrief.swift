package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What one needs to go on with a task: how it stands, what was asked and said last, and what the caller may do next.
package enum TaskBrief: Query {
    package static let spec = Spec(
        name: "task_brief", verb: Verb("brief", "task_id", example: "brief 1"),
        route: .get("/api/tasks/{task_id}/brief"), scope: .tasksRead, summary: "Get a task's brief",
        details: """
            The task, its parent's title, what it needs, open questions and given answers, the last five words said, and \
            each step that there is with whether you may take it now, and why not.
            """,
        errors: [.notFound])

    package static func run(
        _ input: TaskInPath, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Brief {
        let judged = try JudgedSteps(of: input.taskID, for: actor, in: tx)
        let task = judged.task
        return Brief(
            task: task, parent: try BriefParent.find(of: task, in: tx),
            needs: try BriefNeed.find(of: task, for: actor, in: tx),
            questions: try BriefQuestions.find(of: task.id, in: tx), words: try BriefWord.last(on: task.id, in: tx),
            next: judged.steps.map(BriefStep.init))
    }
}

/// A brief on a task.
package struct Brief: Described, OperationOutput {
    package let task: TaskItem
    package let parent: BriefParent?
    package let needs: [BriefNeed]
    package let questions: [Question]
    package let words: [BriefWord]
    package let next: [BriefStep]

    package static let schema = Schema(
        Brief.init,
        Field("task", \.task, "The task"),
        Field("parent", \.parent, "The task that it is a part of"),
        Field("needs", \.needs, "The tasks that it needs, as far as you see them"),
        Field(
            "questions", \.questions, "Questions about it that are open, and those that ended since work on it began"),
        Field("words", \.words, "The last five comments and remarks, the newest first"),
        Field("next", \.next, "Every step that there is"))

    package var entityVersion: Int? { task.version }
    package var byteCount: Int { task.byteCount }
}

/// The task that another is a part of.
package struct BriefParent: Described {
    package let id: TaskID
    package let title: Title

    package static let schema = Schema(
        BriefParent.init, Field("id", \.id, "Its number"), Field("title", \.title, "What it is called"))

    // It lies in the same project: whoever sees the one sees the other.
    static func find(of task: TaskItem, in tx: borrowing Transaction) throws(TaskFlowError) -> BriefParent? {
        guard let id = task.parentID else { return nil }
        return try tx.first("SELECT id, title FROM tasks WHERE id = \(id)") { row in
            TaskID.read(row, 0).flatMap { id in Title.read(row, 1).map { BriefParent(id: id, title: $0) } }
        }
    }
}

/// A task that another needs.
package struct BriefNeed: Described {
    package let id: TaskID
    package let title: Title
    package let status: TaskStatus

    package static let schema = Schema(
        BriefNeed.init, Field("id", \.id, "Its number"), Field("title", \.title, "What it is called"),
        Field("status", \.status, "Where it stands"))

    static func find(
        of task: TaskItem, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [BriefNeed] {
        let conditions: [SQL] = ["task_needs.task_id = \(task.id)", TaskVisibility.listed(to: actor)]
        return try tx.all(
            """
            SELECT tasks.id, tasks.title, tasks.status FROM task_needs JOIN tasks ON tasks.id = task_needs.needed_id \
            WHERE \(SQL.joined(conditions)) ORDER BY tasks.id
            """
        ) { row in
            guard let id = TaskID.read(row, 0), let title = Title.read(row, 1), let status = TaskStatus.read(row, 2)
            else { return nil }
            return BriefNeed(id: id, title: title, status: status)
        }
    }
}

/// A step of a task's life, and whether the caller may take it.
package struct BriefStep: Described {
    package let verb: String
    package let tool: String?
    package let allowed: Bool
    package let why: String?

    package static let schema = Schema(
        BriefStep.init,
        Field("verb", \.verb, "Its name, as in the routes"),
        Field("tool", \.tool, "The tool that takes it; null where agents have none"),
        Field("allowed", \.allowed, "Whether you may take it now"),
        Field("why", \.why, "Why not; null where you may"))

    private init(verb: String, tool: String?, allowed: Bool, why: String?) {
        (self.verb, self.tool, self.allowed, self.why) = (verb, tool, allowed, why)
    }

    init(_ step: JudgedSteps.Step) {
        self.init(
            verb: step.transition.verb, tool: step.command.spec.agent?.tool, allowed: step.refusal == nil,
            why: step.refusal?.message)
    }
}
