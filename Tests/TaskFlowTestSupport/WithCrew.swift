internal import TaskFlowJobs
package import TaskFlowOperations

/// Runs a test on a fresh database of an engine.
package func withCrew(
    _ engine: Engine, _ mode: SignInMode = .local, _ body: (Crew) async throws -> Void
) async throws {
    try await engine.turn {
        try await TestDatabase.with(.migrated, engine) { database in
            try await body(try await Crew(on: database, mode: mode))
        }
    }
}

/// Runs a test that has nothing to do with the engine on a fresh SQLite file.
package func withCrew(_ mode: SignInMode = .local, _ body: (Crew) async throws -> Void) async throws {
    try await withCrew(.sqlite, mode, body)
}

/// Runs a test on a fresh database of an engine, with a clock that it turns; what calls leave to be written behind them is
/// written by ``TaskFlowJobs/ActivityRecorder`` when the test says so.
package func withCrew(
    _ engine: Engine, _ mode: SignInMode = .local, clock: TestClock,
    _ body: (Crew, _ write: () async throws -> Void) async throws -> Void
) async throws {
    try await engine.turn {
        try await TestDatabase.with(.migrated, engine, clock: clock.steady) { database in
            let recorder = ActivityRecorder(database: database)
            try await body(try await Crew(on: database, mode: mode, activity: recorder)) {
                _ = try await recorder.runBatch()
            }
        }
    }
}
