public import TaskFlowOperations

/// Runs a test on a fresh database of an engine.
public func withCrew(
    _ engine: Engine, _ mode: SignInMode = .local, _ body: (Crew) async throws -> Void
) async throws {
    try await engine.turn {
        try await TestDatabase.with(.migrated, engine) { database in
            try await body(try await Crew(on: database, mode: mode))
        }
    }
}

/// Runs a test that has nothing to do with the engine on a fresh SQLite file.
public func withCrew(_ mode: SignInMode = .local, _ body: (Crew) async throws -> Void) async throws {
    try await withCrew(.sqlite, mode, body)
}
