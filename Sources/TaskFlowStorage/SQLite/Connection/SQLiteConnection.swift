internal import GRDB
internal import Synchronization

/// One open connection. GRDB opens, configures and closes it; in between only the session touches it.
final class SQLiteConnection: Sendable {
    private let queue: DatabaseQueue
    private let session: Mutex<SQLiteSession?>

    init(_ location: SQLiteDatabase.Location, readOnly: Bool, busySeconds: Double) throws {
        let configuration = Configuration.taskFlow(location, readOnly: readOnly, busySeconds: busySeconds)
        queue =
            switch location {
            case .file(let path): try DatabaseQueue(path: path, configuration: configuration)
            case .memory: try DatabaseQueue(configuration: configuration)
            }
        session = Mutex(try queue.unsafeRead { database in try SQLiteSession(database, isReadOnly: readOnly) })
    }

    /// Lends the session to the calling thread; nil after ``close()``.
    func use<T: Sendable>(_ body: @Sendable (SQLiteSession) -> T) -> T? {
        session.withLock { session in
            guard let session else { return nil }
            return queue.unsafeRead { _ in body(session) }
        }
    }

    /// Moves the write-ahead log into the file that is open, as far as other programs and readers let it.
    func saveLog(wholly: Bool = false) {
        _ = try? queue.unsafeRead { database in try database.checkpoint(wholly ? .truncate : .passive) }
    }

    /// Moves the write-ahead log into the file, as far as other programs let it, and closes. Where the files are gone
    /// nothing is touched that may be another's by now.
    func close(_ fate: SQLiteFiles.Fate = .whole) {
        if fate != .whole { _ = use { session in session.keepLog() } }
        // SQLite does not close a connection that has prepared statements left, and the session holds them.
        let isFirst = session.withLock { session in
            defer { session = nil }
            return session != nil
        }
        if !isFirst { return }
        if fate != .lost { saveLog(wholly: true) }
        try? queue.close()
    }
}
