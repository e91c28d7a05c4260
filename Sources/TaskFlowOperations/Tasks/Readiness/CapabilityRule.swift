internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Whether workers have what tasks require. Both columns hold JSON arrays.
enum CapabilityRule {
    /// The condition on a row of `tasks` that an agent has what it requires.
    static func covered(by actor: Actor, _ dialect: Dialect) -> SQL {
        covered("tasks.requires", by: actor, dialect)
    }

    /// The condition that an agent has what an expression says that a task requires.
    static func covered(_ requires: SQL, by actor: Actor, _ dialect: Dialect) -> SQL {
        let own: SQL = """
            (SELECT workers.capabilities FROM workers WHERE workers.tenant_id = \(actor.tenant) \
            AND workers.id = \(actor.workerID))
            """
        return "(" + requires + " = '[]' OR " + contains(own, requires, dialect) + ")"
    }

    /// The condition on a row of `workers` that the worker has all of some capabilities.
    static func covers(_ requirements: Requirements, _ dialect: Dialect) -> SQL {
        contains("workers.capabilities", "\(requirements)", dialect)
    }

    private static func contains(_ all: SQL, _ some: SQL, _ dialect: Dialect) -> SQL {
        if dialect == .postgres { return "(\(some))::jsonb <@ (\(all))::jsonb" }
        return """
            NOT EXISTS (SELECT 1 FROM json_each(\(some)) AS required WHERE required.value NOT IN \
            (SELECT own.value FROM json_each(\(all)) AS own))
            """
    }
}
