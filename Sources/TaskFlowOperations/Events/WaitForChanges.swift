package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Waits for events: answers at once when there are any behind a cursor, else when the first one comes.
package enum WaitForChanges: Query {
    package struct Input: Described {
        let after: CursorText?
        let taskIDs: TaskNumbers
        let kinds: AuditActions
        let timeoutSeconds: WaitSeconds

        package static let schema = Schema(
            Input.init,
            Field(
                "after", \.after, in: .query,
                "The `cursor` of the answer before, of a board, or an event's `id`. Without it, from now on"),
            Field("task_ids", \.taskIDs, in: .query, default: TaskNumbers([]), "Any of these tasks"),
            Field("kinds", \.kinds, in: .query, default: AuditActions([]), "Any of these actions"),
            Field(
                "timeout_seconds", \.timeoutSeconds, in: .query, default: WaitSeconds(trusted: 50),
                "How long to wait where there is nothing yet"))
    }

    /// The most events of one answer.
    static let limit = 100
    /// How many rows are looked at before the wait begins, most of which a filter may leave out.
    private static let stretch = 50_000

    package static let spec = Spec(
        name: "wait_for_changes",
        verb: Verb(
            "wait", flags: ["task": "task_ids", "kind": "kinds", "timeout": "timeout_seconds"],
            example: "wait --task 1 --timeout 50"),
        agent: AgentFace(
            "wait_for_changes", title: "Wait for changes",
            whenToUse: """
                Wait until something happens: a verdict, an answer, the end of a task. Send cursor as after next time. Take \
                one before you ask or submit, with timeout_seconds=0: then nothing is missed. For a task to work on use \
                claim_next_task.
                """,
            words: [
                "after": "cursor of the last answer", "task_ids": "Only these tasks",
                "kinds": "Only these actions: answered, approved, rejected, submitted, completed, commented …",
                "timeout_seconds": "Over 50 with a progress token",
            ]),
        route: .get("/api/events/wait"), scope: .auditRead, summary: "Wait for events",
        details: """
            Answers with the events behind the cursor, of those that the caller may see, as soon as there are any; without \
            events when the time is over. `tasks:read` is needed too. An agent that waits for news of tasks that it holds \
            keeps its leases on them.
            """)

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> EventNews {
        try actor.require(.tasksRead)
        let log = try EventStart.Log(in: tx)
        let start = try EventStart.of(input.after, nil, log)
        let listening = EventListening(
            filter: EventFilter(input.kinds, input.taskIDs, limit: limit),
            sight: try EventFilter.sight(of: actor, in: tx),
            leases: try HeldLeases.find(among: input.taskIDs.all, of: actor, in: tx))
        switch start {
        case .now(let cursor): return EventNews(items: [], cursor: cursor, ending: .timedOut, listening: listening)
        case .anew(let cursor): return EventNews(items: [], cursor: cursor, ending: .reset, listening: listening)
        case .behind(let cursor):
            let through = min(log.end.position, cursor.position + stretch)
            let batch = try listening.filter.events(
                after: cursor.position, through: through, epoch: cursor.epoch, as: actor, in: tx)
            return EventNews(
                items: batch.items, cursor: batch.through, ending: batch.items.isEmpty ? .timedOut : .events,
                listening: listening)
        }
    }

    package static let waitField: String? = "timeout_seconds"

    /// Who holds leases that are to be renewed has that to wait for.
    package static func patience(_ input: Input, _ output: EventNews) -> Duration? {
        let seconds = output.ending == .timedOut ? input.timeoutSeconds.rawValue : 0
        return seconds > 0 || output.listening.leases?.isDue == true ? .seconds(seconds) : nil
    }

    package static func wait(
        _ call: WaitingCall<WaitForChanges>
    ) async throws(TaskFlowError) -> Performed<EventNews>? {
        try await call.places.events?.wait(call)
    }
}
