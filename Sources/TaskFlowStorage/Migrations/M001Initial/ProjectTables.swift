extension M001Initial {
    /// Projects and their members.
    enum ProjectTables {
        static func statements(_ dialect: Dialect) -> [String] {
            [
                projects(dialect), "CREATE INDEX projects_by_created ON projects (tenant_id, created_at, id)",
                members(dialect),
                "CREATE INDEX project_members_by_worker ON project_members (tenant_id, worker_id, project_id)",
                "CREATE INDEX project_members_by_joined ON project_members (project_id, joined_at, worker_id)",
            ]
        }

        private static func projects(_ dialect: Dialect) -> String {
            """
            CREATE TABLE projects (
                id \(dialect.identityColumn),
                tenant_id \(dialect.text) NOT NULL,
                slug \(dialect.text) NOT NULL CHECK (length(slug) BETWEEN 1 AND 100),
                name \(dialect.text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                owner_id \(dialect.text) NOT NULL,
                review_required \(dialect.boolType) NOT NULL,
                created_at \(dialect.integerType) NOT NULL,
                updated_at \(dialect.integerType) NOT NULL,
                review_by \(dialect.text) NOT NULL DEFAULT 'anyone' CHECK (review_by IN ('anyone', 'person')),
                description \(dialect.text) CHECK (length(description) <= 65536),
                UNIQUE (tenant_id, slug),
                UNIQUE (id, slug),
                FOREIGN KEY (tenant_id, owner_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }

        private static func members(_ dialect: Dialect) -> String {
            """
            CREATE TABLE project_members (
                project_id \(dialect.integerType) NOT NULL REFERENCES projects (id),
                tenant_id \(dialect.text) NOT NULL,
                worker_id \(dialect.text) NOT NULL,
                role \(dialect.text) NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
                joined_at \(dialect.integerType) NOT NULL,
                PRIMARY KEY (project_id, worker_id),
                FOREIGN KEY (tenant_id, worker_id) REFERENCES workers (tenant_id, id)
            )\(dialect.tableSuffix)
            """
        }
    }
}

extension MovedTable {
    static let projects = MovedTable(
        "projects", key: ["id"], isCounted: true,
        .integer("id"), .text("tenant_id"), .text("slug"), .text("name"), .text("owner_id"), .bool("review_required"),
        .integer("created_at"), .integer("updated_at"), .text("review_by", ifMissing: .text("anyone")),
        .text("description"))

    static let projectMembers = MovedTable(
        "project_members", key: ["project_id", "worker_id"],
        .integer("project_id"), .text("tenant_id"), .text("worker_id"), .text("role"), .integer("joined_at"))
}
