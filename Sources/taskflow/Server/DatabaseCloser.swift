internal import ServiceLifecycle
internal import TaskFlowStorage

/// Closes the database when everything that uses it has ended: it is the first service to start, so the last to stop.
struct DatabaseCloser: Service {
    let database: any Database

    func run() async throws {
        // A cancelled wait ends as well: the database is closed either way.
        try? await gracefulShutdown()
        await database.close()
    }
}
