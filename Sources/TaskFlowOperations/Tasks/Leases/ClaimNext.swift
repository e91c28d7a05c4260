package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Gives the caller the next task that is ready for it, of all that it may see. Of any number of callers each gets another.
package enum ClaimNext: Command {
    package struct Input: Described {
        let project: Slug?
        let tags: Tags
        let priority: Priorities
        let parentID: TaskID?
        let ttlSeconds: LeaseSeconds?
        let waitSeconds: WaitSeconds

        package static let schemaName = "ClaimInput"
        package static let schema = Schema(
            Input.init,
            Field("project", \.project, "Only tasks of this project"),
            Field("tags", \.tags, default: Tags([]), "Only tasks with all of these tags"),
            Field("priority", \.priority, default: Priorities([]), "Only tasks of these priorities"),
            Field("parent_id", \.parentID, "Only subtasks of this task"),
            Field(
                "ttl_seconds", \.ttlSeconds, "How long an agent has the task unless it renews the lease; 1800 as a rule"
            ),
            Field(
                "wait_seconds", \.waitSeconds, default: WaitSeconds(trusted: 0),
                "How long to wait where nothing is ready; whoever waits longest gets the next"))
    }

    /// The task, or why there is none.
    package struct Output: Described, CommandOutput {
        let task: TaskItem?
        let reason: ClaimMiss?
        let nextEligibleAt: Timestamp?

        package static let schemaName = "Claim"
        package static let schema = Schema(
            Output.init,
            Field("task", \.task, "The task that is yours now; null where there is none for you"),
            Field("reason", \.reason, "Why there is none; null with a task"),
            Field("next_eligible_at", \.nextEligibleAt, "When the next one becomes ready, where that is known"))
    }

    package static let spec = Spec(
        name: "claim_next",
        verb: Verb(
            "next", flags: ["tag": "tags", "parent": "parent_id", "wait": "wait_seconds"], example: "next --wait 50"),
        agent: AgentFace(
            "claim_next_task", title: "Claim the next task",
            whenToUse: """
                Take the most urgent task that is ready for you, and begin work: it is yours and in_progress. Keep \
                lease.generation: submit_task, complete_task, release_task, block_task, update_progress and heartbeat need \
                it. To take a certain task use claim_task.
                """, words: ["wait_seconds": "How long to wait where nothing is ready; over 50 with a progress token"],
            detail: .full),
        route: .post("/api/tasks/claim"), scope: .tasksWrite, summary: "Claim the next ready task",
        details: """
            Critical tasks come first, then by age, where one of high priority counts as three days older than one of low, \
            one of medium as one day. Not offered are tasks that wait for others or for their date, that have open subtasks, \
            that require what an agent lacks, and for ten minutes those that the caller has released itself.
            """,
        errors: [.claimLimit])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        let project = try FilterReference.find(input.project, at: "project", of: .body, for: actor, in: tx)
        try ClaimLimit.hold(actor, in: tx)
        let query = ClaimQuery(input, project: project?.id, by: actor)
        if let task = try query.claim(in: tx) { return try record(task, by: actor, in: tx) }
        try ClaimLimit.check(actor, in: tx)
        // What has become ready by itself may not have been noted yet.
        let isFreed = try ClaimUpkeep.free(of: actor.tenant, in: tx)
        if isFreed, let task = try query.claim(in: tx) { return try record(task, by: actor, in: tx) }
        return try ClaimMiss.explain(query, in: tx)
    }

    private static func record(
        _ task: StoredTask, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Output {
        var context: JSONObject = ["status": ["before": "pending", "after": "in_progress"]]
        if let lease = task.item.lease { context["generation"] = lease.generation.json }
        try tx.record(.claimed, task, context: context, by: actor)
        return Output(task: task.item, reason: nil, nextEligibleAt: nil)
    }

    package static let waitField: String? = "wait_seconds"

    package static func patience(_ input: Input, _ output: Output) -> Duration? {
        output.task == nil && input.waitSeconds.rawValue > 0 ? .seconds(input.waitSeconds.rawValue) : nil
    }
}

/// How long a call may wait: 0 to 50 seconds, for clients give up after a minute.
package struct WaitSeconds: ConstrainedInteger {
    package static let range = 0...50
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
