internal import TaskFlowDomain
internal import TaskFlowStorage

/// Conditions on `tasks` that keep from a caller what it may not see or touch (contract section 8).
enum TaskVisibility {
    /// For statements that begin with the tenant: what the actor may see in it. Empty for admins.
    static func maySee(_ actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
             AND (tasks.project_id IS NULL OR EXISTS (SELECT 1 FROM project_members \
            WHERE project_members.project_id = tasks.project_id AND project_members.worker_id = \(actor.workerID)))
            """
    }

    /// What the actor may work on. Empty for admins.
    static func mayWork(_ actor: Actor) -> SQL {
        if actor.isAdmin { return "" }
        return """
             AND (tasks.project_id IS NULL OR EXISTS (SELECT 1 FROM project_members \
            WHERE project_members.project_id = tasks.project_id AND project_members.worker_id = \(actor.workerID) \
            AND project_members.role <> 'viewer'))
            """
    }
}
