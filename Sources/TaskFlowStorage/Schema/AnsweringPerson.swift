/// Expressions for the person who answers for work (contract section 12), each NULL where there is none.
///
/// Here because operations ask it of new work, and an import of old rows that say nothing of it.
package enum AnsweringPerson {
    /// The tenant's longest-standing admin, who on one's own machine is its owner.
    package static func admin(of tenant: SQL) -> SQL {
        """
        (SELECT admins.id FROM workers admins WHERE admins.tenant_id = \(tenant) AND admins.type = 'human' \
        AND admins.role = 'admin' AND admins.deleted_at IS NULL ORDER BY admins.created_at, admins.id LIMIT 1)
        """
    }

    /// Who registered an agent, as long as they are there; else the admin.
    package static func ofAgent(_ agent: SQL, in tenant: SQL) -> SQL {
        """
        coalesce((SELECT people.id FROM workers agents JOIN workers people ON people.tenant_id = agents.tenant_id \
        AND people.id = agents.registered_by WHERE agents.tenant_id = \(tenant) AND agents.id = \(agent) \
        AND people.type = 'human' AND people.deleted_at IS NULL), \(admin(of: tenant)))
        """
    }

    /// Who takes over a row of `tasks` whose person is gone: the owner of its project, where that is a person, else the admin.
    package static let heirOfTask: SQL = """
        coalesce((SELECT people.id FROM projects JOIN workers people ON people.tenant_id = projects.tenant_id \
        AND people.id = projects.owner_id WHERE projects.id = tasks.project_id AND people.type = 'human' \
        AND people.deleted_at IS NULL), \(admin(of: "tasks.tenant_id")))
        """

    /// Whom a row of `tasks` that says nothing of it is to name: what would have been written when it was created.
    static let ofOldTask: SQL = """
        (SELECT CASE WHEN creators.type = 'agent' THEN \(ofAgent("creators.id", in: "creators.tenant_id")) \
        WHEN creators.deleted_at IS NULL THEN creators.id ELSE \(heirOfTask) END FROM workers creators \
        WHERE creators.tenant_id = tasks.tenant_id AND creators.id = tasks.created_by)
        """
}
