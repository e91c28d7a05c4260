internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Puts the open questions of a worker who leaves to whoever answers for their tasks; each has its own audit row.
enum QuestionHandover {
    /// The worker must be gone already, and the tasks handed over.
    ///
    /// - Parameter project: The project that they leave; `nil` for all of the tenant.
    static func handOver(
        from worker: WorkerID, in project: ProjectID? = nil, by actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        var conditions: [SQL] = ["tenant_id = \(actor.tenant)", "addressee = \(worker)", "status = 'open'"]
        if let project { conditions.append("project_id = \(project)") }
        // Who leaves a project may still answer for a task of it, as an admin does.
        let heir: SQL = "(SELECT accountable_id FROM tasks WHERE tasks.id = questions.task_id)"
        let moved = try tx.all(
            """
            UPDATE questions SET addressee = \(heir) WHERE \(SQL.joined(conditions)) \
            RETURNING \(Question.columns), questions.project_id, questions.project_slug
            """, Moved.init)
        for question in moved.sorted(by: { $0.question.id.rawValue < $1.question.id.rawValue }) {
            try tx.record(question.draft, by: actor)
        }
    }

    /// A question that somebody else is asked now.
    private struct Moved {
        let question: Question
        let projectID: ProjectID?
        let projectSlug: Slug?

        init?(_ row: any ColumnReader) {
            let width = Question.schema.columnCount
            guard let question = Question.schema.read(row), let projectID = ProjectID?.read(row, width),
                let projectSlug = Slug?.read(row, width + 1)
            else { return nil }
            (self.question, self.projectID, self.projectSlug) = (question, projectID, projectSlug)
        }

        var draft: AuditDraft {
            var context = question.context
            context["to"] = question.to.json
            return AuditDraft(
                entity: .task, entityID: question.taskID.description, action: .asked, taskID: question.taskID,
                projectID: projectID, projectSlug: projectSlug, context: context)
        }
    }
}

/// Answers that whoever asked was not told of yet by the heartbeat of their lease.
enum QuestionNews {
    /// - Returns: Whether there were any; they count as told.
    static func take(
        of task: TaskID, for worker: WorkerID?, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Bool {
        guard let worker else { return false }
        let untold: SQL = "task_id = \(task) AND asked_by = \(worker) AND status = 'answered' AND told_at IS NULL"
        guard try tx.value("SELECT 1 FROM questions WHERE \(untold) LIMIT 1", as: Int.self) != nil else { return false }
        return try tx.execute("UPDATE questions SET told_at = \(tx.now) WHERE \(untold)") > 0
    }
}
