import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Servers that start at the same time on one database.
@Suite(.timeLimit(.minutes(10))) struct StartRaceTests {
    @Test(arguments: Engine.all) func `ten that start at once migrate once and have one owner`(_ engine: Engine)
        async throws
    {
        try await engine.turn {
            let store = try await TestDatabase.make(.empty, engine)
            let servers = try (1...10).map { _ in try store.another() }
            let result = await Result { try await start(servers) }
            for server in servers { await server.close() }
            let crew = try await Crew(on: store.database)
            #expect(try Set(result.get()).count == 1)
            #expect(try await crew.count("SELECT count(*) FROM workers") == 1)
            #expect(try await crew.count("SELECT count(*) FROM schema_migrations") == Migration.all.count)
            await store.close()
        }
    }

    /// Each answers who its owner is.
    private func start(_ servers: [any Database]) async throws -> [WorkerID] {
        try await withThrowingTaskGroup { group in
            for server in servers {
                group.addTask {
                    try await server.migrate(Migration.all)
                    return try await LocalOwner.prepare(
                        handle: Handle(trusted: "@me"), key: nil, in: server, requestID: "test"
                    ).id
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
