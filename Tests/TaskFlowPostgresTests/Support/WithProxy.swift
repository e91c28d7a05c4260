import Foundation
import TaskFlowOperations
import TaskFlowPostgres
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Runs a test on a fresh database with the schema, reached through a proxy on one connection.
func withProxy(
    delay: Double = 0, mode: SignInMode = .local, _ adjust: (inout PostgresSettings) -> Void = { _ in },
    _ body: (Crew, CountingProxy) async throws -> Void
) async throws {
    try await Engine.postgres.turn {
        let store = try await TestDatabase.make(.migrated, .postgres)
        let (folder, name) = try place(of: store)
        let proxy = try CountingProxy(to: "\(folder)/.s.PGSQL.5432", delay: delay)
        let address = "postgresql://taskflow@127.0.0.1:\(proxy.port)/\(name)?sslmode=disable&gssencmode=disable"
        var settings = PostgresSettings(try PostgresAddress(address), direct: try TestPostgres.settings(name).address)
        settings.poolSize = 1
        adjust(&settings)
        let database = PostgresDatabase(settings, logger: TestPostgres.logger)
        do { try await body(try await Crew(on: database, mode: mode), proxy) } catch { Issue.record(error) }
        await database.close()
        proxy.close()
        await store.close()
    }
}

private func place(of store: TestDatabase) throws -> (folder: String, name: String) {
    let parts = try #require(URLComponents(string: store.address ?? ""))
    let folder = try #require(parts.queryItems?.first { $0.name == "host" }?.value)
    return (folder, String(parts.path.dropFirst()))
}
