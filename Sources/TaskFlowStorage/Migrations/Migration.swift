package import TaskFlowDomain

/// One step of the schema. Steps are numbered from 1 and append-only: one that was released is never changed.
package struct Migration: Sendable {
    /// Its place in the order, from 1.
    package let number: Int
    /// What it does, for people: `create tasks`.
    package let name: String
    /// Its statements, one to an element, without a closing semicolon. All of them are applied, or none.
    package let statements: @Sendable (Dialect) -> [String]

    /// A step with its statements in either dialect.
    package init(_ number: Int, _ name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// Every migration of TaskFlow, in order. One that was released is never changed: append the next.
    package static let all: [Migration] = [M001Initial.migration]
}

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
