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
    /// The steps that an admitted caller may take with a task.
    ///
    /// - Throws: ``ErrorCode/insufficientScope`` without `tasks:read`; ``ErrorCode/notFound`` for a task that the caller may
    ///   not see.
    package func openSteps(of task: TaskID, for caller: Admittance) async throws(TaskFlowError) -> OpenSteps {
        try await read(for: caller) { actor, tx throws(TaskFlowError) in
            try actor.require(.tasksRead)
            let judged = try JudgedSteps(of: task, for: actor, in: tx)
            let open = judged.steps.filter { $0.refusal == nil }.map(\.command)
            return OpenSteps(task: judged.task, commands: open)
        }
    }
}

/// Every step of a task's life, judged for one caller as the commands that take them judge.
struct JudgedSteps {
    /// A step, and why it would be refused.
    struct Step {
        let command: any Command.Type
        let transition: Transition
        /// `nil` where the step would be taken.
        let refusal: TaskFlowError?
    }

    let task: TaskItem
    let steps: [Step]

    /// All that is looked at is of one snapshot: nothing is locked.
    init(of id: TaskID, for actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        let edit = try TaskEdit(of: id, ifMatch: nil, by: actor, .judging, in: tx)
        var steps: [Step] = []
        for (command, transition) in Self.all(actor, edit.task) {
            var refusal = Self.refusal(of: command.spec.scope, actor)
            if refusal == nil { refusal = try Self.refusal(of: transition, edit, actor, in: tx) }
            steps.append(Step(command: command, transition: transition, refusal: refusal))
        }
        (task, self.steps) = (edit.task, steps)
    }

    private static func all(_ actor: Actor, _ task: TaskItem) -> [(any Command.Type, Transition)] {
        [
            (StartTask.self, .start(by: actor.workerID)), (UpdateProgress.self, .progress(task.progressPercent)),
            (SubmitTask.self, .submit(by: actor.workerID)), (CompleteTask.self, .complete),
            (ApproveTask.self, .approve), (RejectTask.self, .reject), (BlockTask.self, .block),
            (UnblockTask.self, .unblock), (ReleaseTask.self, .release), (ReopenTask.self, .reopen),
        ]
    }

    private static func refusal(of scope: Scope?, _ actor: Actor) -> TaskFlowError? {
        do throws(TaskFlowError) { try actor.require(scope) } catch { return error }
        return nil
    }

    private static func refusal(
        of step: Transition, _ edit: TaskEdit, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskFlowError? {
        do throws(TaskFlowError) {
            try edit.check(step)
            if case .start = step { try StartGate.check(edit.task, for: actor, in: tx) }
            if step == .complete || step == .approve { try Subtasks.requireCompleted(of: edit.task, in: tx) }
            if step == .reopen {
                try ParentReference.find(edit.task.parentID, for: actor, .showing, in: tx)?.requireOpen()
            }
            return nil
        } catch {
            guard
                [.forbidden, .invalidState, .assignedToOther, .openSubtasks, .notReady, .validationFailed].contains(
                    error.code)
            else {
                throw error
            }
            return error
        }
    }
}
