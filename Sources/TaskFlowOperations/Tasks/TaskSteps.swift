package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// The steps that the caller may take with a task as it now stands: what a refusal may advise. It is no operation of the
/// registry, as no door offers it by itself.
package enum TaskSteps: Operation {
    package struct Output: OperationOutput {
        package let task: TaskItem
        /// The verbs of the steps, such as `start` and `submit`; none for whoever may only read.
        package let verbs: [String]

        package func write(to writer: inout JSONWriter) {}
        package static func describeBody(in definitions: inout Definitions) -> JSONObject? { nil }
    }

    // Not by GET: the task is looked at as it is by whoever changes it, locked.
    package static let spec = Spec(
        name: "task_steps", verb: Verb("steps", "task_id", example: "steps 1"),
        route: .post("/api/tasks/{task_id}/steps"), scope: .tasksRead, summary: "Tell which steps may be taken",
        errors: [.notFound])

    package static func run(
        _ input: TaskReference, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        // In the order of those who take the steps: to reopen a task its parent is looked at too.
        try TaskLocks.lockWithParent(input.taskID, of: actor, in: tx)
        let edit = try TaskEdit(of: input.taskID, ifMatch: nil, by: actor, in: tx)
        var verbs: [String] = []
        for step in candidates(actor, edit.task) where try isOpen(step, edit, actor, in: tx) { verbs.append(step.verb) }
        return Output(task: edit.task, verbs: verbs)
    }

    private static func candidates(_ actor: Actor, _ task: TaskItem) -> [Transition] {
        [
            .start(by: actor.workerID), .progress(task.progressPercent), .submit(by: actor.workerID), .complete,
            .approve,
            .reject, .block, .unblock, .release, .reopen,
        ]
    }

    /// Whether the step would be taken: as the operation itself finds out.
    private static func isOpen(
        _ step: Transition, _ edit: TaskEdit, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        do throws(TaskFlowError) {
            try edit.check(step)
            if step == .complete || step == .approve { try Subtasks.requireCompleted(of: edit.task, in: tx) }
            if step == .reopen { try ParentReference.find(edit.task.parentID, for: actor, in: tx)?.requireOpen() }
            return true
        } catch {
            guard [.forbidden, .invalidState, .assignedToOther, .openSubtasks, .validationFailed].contains(error.code)
            else {
                throw error
            }
            return false
        }
    }
}
