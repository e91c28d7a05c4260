/// SQL expressions for the person who answers for work, each NULL where there is none.
///
/// Operations use them for new work, and an import uses them for old rows that name nobody.
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
}
