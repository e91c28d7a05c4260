package import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The steps that an actor may take with a task as it now stands: what a refusal may advise.
package struct OpenSteps: Sendable {
    package let task: TaskItem
    /// The commands that take the steps; none for whoever may only read.
    package let commands: [any Command.Type]

    /// Whether a command would take its step.
    package func contain(_ command: any Command.Type) -> Bool { commands.contains { $0 == command } }
}

extension Dispatcher {
    /// The steps that an admitted caller may take with a task. The task is looked at as those who change it do, under its
    /// lock, so this writes nothing but runs in a write transaction.
    ///
    /// - Throws: ``ErrorCode/insufficientScope`` without `tasks:read`; ``ErrorCode/notFound`` for a task that the caller may
    ///   not see.
    package func openSteps(of task: TaskID, for caller: Admittance) async throws(TaskFlowError) -> OpenSteps {
        try await write(for: caller) { actor, tx throws(TaskFlowError) in
            try actor.require(.tasksRead)
            return try OpenSteps.find(of: task, for: actor, in: tx)
        }
    }
}

extension OpenSteps {
    fileprivate static func find(
        of id: TaskID, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> OpenSteps {
        // The same lock order as in ReopenTask, which looks at the parent too.
        try TaskLocks.lockWithParent(id, of: actor, in: tx)
        let edit = try TaskEdit(of: id, ifMatch: nil, by: actor, in: tx)
        var open: [any Command.Type] = []
        for (command, step) in steps(actor, edit.task) where try isOpen(step, edit, actor, in: tx) {
            open.append(command)
        }
        return OpenSteps(task: edit.task, commands: open)
    }

    private static func steps(_ actor: Actor, _ task: TaskItem) -> [(any Command.Type, Transition)] {
        [
            (StartTask.self, .start(by: actor.workerID)), (UpdateProgress.self, .progress(task.progressPercent)),
            (SubmitTask.self, .submit(by: actor.workerID)), (CompleteTask.self, .complete),
            (ApproveTask.self, .approve), (RejectTask.self, .reject), (BlockTask.self, .block),
            (UnblockTask.self, .unblock), (ReleaseTask.self, .release), (ReopenTask.self, .reopen),
        ]
    }

    /// Whether the step would be taken: judged as its command judges.
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
