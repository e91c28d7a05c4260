internal import CLibPQ
internal import Foundation
package import Logging
package import TaskFlowPostgres
internal import TaskFlowStorage

/// The PostgreSQL that `scripts/with-postgres.sh` started beside the tests.
package enum TestPostgres {
    /// A statement that the server refused.
    package struct Failure: Error {
        package let words: String
    }

    /// Its address, with the database that administers it.
    package static let address = ProcessInfo.processInfo.environment["TASKFLOW_TEST_POSTGRES"]

    package static var isThere: Bool { address != nil }

    /// Says nothing.
    package static let logger = Logger(label: "postgres") { _ in SwiftLogNoOpLogHandler() }

    private static let template = Task {
        let name = try await create(from: nil)
        let database = PostgresDatabase(try settings(name), logger: logger)
        try await database.migrate(Migration.all)
        await database.close()
        return name
    }

    /// Settings for one of its databases.
    package static func settings(_ database: String) throws -> PostgresSettings {
        PostgresSettings(try PostgresAddress(try address(of: database)))
    }

    /// The address of one of its databases.
    package static func address(of database: String) throws -> String {
        guard var parts = address.flatMap(URLComponents.init(string:)) else { throw Failure(words: "no PostgreSQL") }
        parts.path = "/\(database)"
        return parts.string ?? ""
    }

    /// A new database, empty or with the schema; the schema is copied from a template.
    package static func makeDatabase(migrated: Bool) async throws -> String {
        try await create(from: migrated ? template.value : nil)
    }

    /// Removes a database, whoever is still connected to it.
    package static func drop(_ name: String) async {
        try? await perform("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// Runs one statement outside of any transaction, on the database that administers the server.
    package static func run(_ statement: String) throws {
        guard let address, let connection = pq.PQconnectdb(address) else { throw Failure(words: "no PostgreSQL") }
        defer { pq.PQfinish(connection) }
        let result = pq.PQexec(connection, statement)
        defer { pq.PQclear(result) }
        let status = pq.PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw Failure(words: LibPQ.words(of: connection))
        }
    }

    /// The same for those who may not block: it runs on a thread of its own.
    package static func perform(_ statement: String) async throws {
        try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { caller.resume(with: Result { try run(statement) }) }
        }
    }

    private static func create(from template: String?) async throws -> String {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        // Three times as fast as by way of the log, which nobody reads here.
        try await perform("CREATE DATABASE \(name) TEMPLATE \(template ?? "template0") STRATEGY file_copy")
        return name
    }
}
