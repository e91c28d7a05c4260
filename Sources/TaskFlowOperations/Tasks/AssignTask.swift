package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Gives a task to a worker, or to nobody.
package enum AssignTask: Command {
    package struct Input: Described {
        let taskID: TaskID
        let ifMatch: VersionMatch?
        let assignee: RequiredNullable<WorkerReference>
        let generation: LeaseGeneration?

        package static let schema = Schema(
            Input.init,
            Field.taskID(\.taskID),
            Field.ifMatch(\.ifMatch),
            Field("assignee", \.assignee, "Id or handle of a worker who may work on the task, or me; null to unassign"),
            Field.generation(\.generation))
    }

    package static let spec = Spec(
        name: "assign_task",
        verb: Verb("assign", "task_id", "assignee", example: "assign 1 @claude"),
        agent: AgentFace(
            "assign_task", title: "Assign a task",
            whenToUse: """
                Give a task to a named worker, or to nobody (null). To take one yourself use claim_task, which also begins \
                the work.
                """, isDestructive: true),
        route: .post("/api/tasks/{task_id}/assign"), scope: .tasksWrite, summary: "Assign a task",
        details: """
            Gives a task that is not completed to a worker. Unassigned, a task in_progress becomes pending. One that somebody \
            holds (in_progress, in review or blocked) is taken from them by themselves, the project's owner (without a \
            project: the creator) or an admin alone.
            """,
        errors: [.notFound, .forbidden, .preconditionFailed, .invalidState, .leaseLost, .delegationCycle])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskItem {
        if let reference = input.assignee.value {
            try TaskLocks.keepAssignee(reference, ofTask: input.taskID, by: actor, in: tx)
        }
        var edit = try TaskEdit(of: input.taskID, ifMatch: input.ifMatch, .checked(input.generation), by: actor, in: tx)
        let worker = try input.assignee.value.map { reference throws(TaskFlowError) in
            try Assignee.find(reference, for: edit.loaded.place, actor: actor, at: "assignee", in: tx)
        }
        try edit.check(.assign(worker))
        try Delegation.checkAssignment(of: edit.task, to: worker, by: actor, in: tx)
        edit.take(.assign(worker), at: tx.now)
        return try edit.save(in: tx)
    }
}
