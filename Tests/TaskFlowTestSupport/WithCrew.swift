/// Runs a test on a fresh database of an engine.
public func withCrew(_ engine: Engine = .sqlite, _ body: (Crew) async throws -> Void) async throws {
    try await engine.turn {
        try await TestDatabase.with(.migrated, engine) { database in try await body(try await Crew(on: database)) }
    }
}
