package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// What the caller may do next with a task, and why not what it may not.
package enum TaskSteps: Query {
    package static let spec = Spec(
        name: "task_steps", verb: Verb("steps", "task_id", example: "steps 1"),
        route: .get("/api/tasks/{task_id}/steps"), scope: .tasksRead, summary: "List the next steps of a task",
        details: "Each step of a task's life: where it leads, whether you may take it now, and why not.",
        errors: [.notFound])

    package static func run(
        _ input: TaskInPath, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskStepList {
        let judged = try JudgedSteps(of: input.taskID, for: actor, in: tx)
        let steps = judged.steps.map { step in TaskStep(step, of: judged.task, at: tx.now) }
        return TaskStepList(steps: steps)
    }
}

/// The steps of a task.
package struct TaskStepList: Described, OperationOutput {
    let steps: [TaskStep]

    package static let listColumns: [ListColumn]? = [
        ListColumn("STEP", "verb"), ListColumn("LEADS TO", "to"), ListColumn("ALLOWED", "allowed"),
        ListColumn("WHY NOT", "why"),
    ]
    package static let schema = Schema(TaskStepList.init, Field("steps", \.steps, "Every step that there is"))
}

/// One step of a task's life, as the caller may take it or not.
package struct TaskStep: Described {
    let verb: String
    let to: TaskStatus?
    let allowed: Bool
    let why: String?

    package static let schema = Schema(
        TaskStep.init,
        Field("verb", \.verb, "Its name, as in the routes"),
        Field("to", \.to, "The status that it leads to; null where it does not begin at the task's status"),
        Field("allowed", \.allowed, "Whether you may take it now"),
        Field("why", \.why, "Why not; null where you may"))

    private init(verb: String, to: TaskStatus?, allowed: Bool, why: String?) {
        self.verb = verb
        self.to = to
        self.allowed = allowed
        self.why = why
    }

    fileprivate init(_ step: JudgedSteps.Step, of task: TaskItem, at now: Timestamp) {
        var after = task
        TaskLifecycle.apply(step.transition, to: &after, at: now)
        let leadsOut = step.transition.sources.contains(task.status)
        self.init(
            verb: step.transition.verb, to: leadsOut ? after.status : nil, allowed: step.refusal == nil,
            why: step.refusal?.message)
    }
}
