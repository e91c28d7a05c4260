public import TaskFlowOperations
internal import TaskFlowStorage

/// Runs a test on a fresh SQLite file.
public func withCrew(_ mode: SignInMode = .local, _ body: (Crew) async throws -> Void) async throws {
    let folder = try TemporaryDirectory()
    let database = try SQLiteDatabase(.file(folder.path("taskflow.db")))
    do {
        try await body(try await Crew(on: database, mode: mode))
    } catch {
        await database.close()
        throw error
    }
    await database.close()
    withExtendedLifetime(folder) {}
}
