package import TaskFlowDomain

extension Database {
    package func migrate(_ migrations: [Migration]) async throws(TaskFlowError) { try await apply(migrations) }

    /// Applies what is missing, each migration in a transaction of its own, so that several processes may start at once.
    package func apply(_ migrations: [Migration]) async throws(TaskFlowError) {
        precondition(migrations.map(\.number) == Array(1..<(migrations.count + 1)), "migrations are numbered from 1")
        let version = try await read { tx throws(TaskFlowError) in
            let version = try Migration.version(in: tx)
            try Migration.check(version, newest: migrations.count)
            try Migration.requireKnown(migrations, in: tx)
            return version
        }
        for migration in migrations where migration.number > version {
            try await write { tx throws(TaskFlowError) in
                try migration.apply(in: tx, of: migrations)
            }
        }
    }

    /// The number of the newest migration that is applied, 0 for none.
    package func schemaVersion() async throws(TaskFlowError) -> Int {
        try await read { tx throws(TaskFlowError) in try Migration.version(in: tx) }
    }
}
