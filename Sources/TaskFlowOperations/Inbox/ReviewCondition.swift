internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Which tasks in review somebody may judge, as a condition on a row of `tasks`: ``TaskAuthority`` in SQL.
struct ReviewCondition {
    private let actor: Actor
    private let principal: WorkerID?

    init(_ actor: Actor, principal: WorkerID?) { (self.actor, self.principal) = (actor, principal) }

    /// In any project of the tenant, for an admin.
    var anywhere: SQL { actor.type == .agent ? byAgent(isMember: "") : "" }

    /// In no project.
    var inNoProject: SQL {
        if actor.type == .agent { return "\(notDone(by: actor.workerID))\(notDoneByPrincipal)" }
        return actor.isAdmin ? "" : notDone(by: actor.workerID)
    }

    /// In a project of which they are a member, whatever they are there.
    var inOwnProject: SQL {
        if actor.type == .agent { return byAgent(isMember: membership("member.role <> 'viewer'")) }
        if actor.isAdmin { return membership("member.role <> 'viewer'") }
        return """
            (\(membership("member.role = 'owner'")) OR (\(membership("member.role = 'member'")) AND \
            \(notDone(by: actor.workerID))))
            """
    }

    /// In no project, or in one of theirs.
    var inOwnPlaces: SQL {
        let loose = inNoProject
        let free: SQL = loose.isEmpty ? "" : " AND \(loose)"
        return "((tasks.project_id IS NULL\(free)) OR (tasks.project_id IS NOT NULL AND \(inOwnProject)))"
    }

    private func byAgent(isMember: SQL) -> SQL {
        let rule: SQL = """
            (tasks.project_id IS NULL OR EXISTS (SELECT 1 FROM projects WHERE projects.id = tasks.project_id \
            AND projects.review_by = 'anyone'))
            """
        return .joined([isMember, rule, "\(notDone(by: actor.workerID))\(notDoneByPrincipal)"])
    }

    private func membership(_ role: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM project_members member WHERE member.project_id = tasks.project_id \
        AND member.worker_id = \(actor.workerID) AND \(role))
        """
    }

    private var notDoneByPrincipal: SQL { principal.map { " AND \(notDone(by: $0))" } ?? "" }

    private func notDone(by worker: WorkerID) -> SQL {
        """
        tasks.assigned_to IS DISTINCT FROM \(worker) AND tasks.submitted_by IS DISTINCT FROM \(worker) \
        AND NOT EXISTS (SELECT 1 FROM task_holders WHERE task_holders.task_id = tasks.id \
        AND task_holders.worker_id = \(worker))
        """
    }
}
