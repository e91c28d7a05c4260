internal import CSQLite
internal import Foundation
package import GRDB
internal import Synchronization
internal import TaskFlowDomain

/// One open connection. GRDB opens, configures and closes it; in between only the runner touches it.
final class SQLiteConnection: Sendable {
    private let queue: DatabaseQueue
    private let runner: Mutex<SQLiteRunner?>

    /// Whether SQLite counts no memory: nobody asks how much it has.
    private static let isUncounted = sqlite_leave_memory_uncounted()

    init(_ location: SQLiteDatabase.Location, readOnly: Bool, busySeconds: Double) throws {
        _ = Self.isUncounted
        let configuration = Configuration.taskFlow(location, readOnly: readOnly, busySeconds: busySeconds)
        queue =
            switch location {
            case .file(let path): try DatabaseQueue(path: path, configuration: configuration)
            case .memory: try DatabaseQueue(configuration: configuration)
            }
        runner = Mutex(try queue.unsafeRead { database in try SQLiteRunner(database, isReadOnly: readOnly) })
    }

    /// Lends the runner to the calling thread; nil after ``close()``.
    func use<T: Sendable>(_ body: @Sendable (SQLiteRunner) -> T) -> T? {
        runner.withLock { runner in
            guard let runner else { return nil }
            return queue.unsafeRead { _ in body(runner) }
        }
    }

    /// Moves the write-ahead log into the file that is open, as far as other programs and readers let it.
    func saveLog(wholly: Bool = false) {
        _ = try? queue.unsafeRead { database in try database.checkpoint(wholly ? .truncate : .passive) }
    }

    /// Moves the write-ahead log into the file, as far as other programs let it, and closes. Where the files are gone
    /// nothing is touched that may be another's by now.
    func close(_ fate: SQLiteFiles.Fate = .whole) {
        if fate != .whole { _ = use { runner in runner.keepLog() } }
        // SQLite does not close a connection that has prepared statements left, and the runner holds them.
        let isFirst = runner.withLock { runner in
            defer { runner = nil }
            return runner != nil
        }
        if !isFirst { return }
        if fate != .lost { saveLog(wholly: true) }
        try? queue.close()
    }
}

extension SQLiteConnection {
    /// Opens a connection, or says in one sentence for the operator why not. Waits for others as long as a write does.
    static func open(
        _ location: SQLiteDatabase.Location, readOnly: Bool = false, busySeconds: Double
    ) throws(TaskFlowError) -> SQLiteConnection {
        let end = ContinuousClock.now + .seconds(busySeconds)
        while true {
            do {
                return try SQLiteConnection(location, readOnly: readOnly, busySeconds: busySeconds)
            } catch let error as DatabaseError {
                // Two programs that both turn a new file to WAL are told at once, without the wait.
                guard error.resultCode == .SQLITE_BUSY, ContinuousClock.now < end else {
                    throw refusal(of: location, error)
                }
                Thread.sleep(forTimeInterval: 0.02)
            } catch {
                throw .internal("\(error)")
            }
        }
    }

    private static func refusal(of location: SQLiteDatabase.Location, _ error: DatabaseError) -> TaskFlowError {
        let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
        guard case .file(let path) = location else { return .internal(cause) }
        return .unavailable("Cannot open the database \(path): \(error.reason)", cause: cause)
    }

}

extension DatabaseError {
    /// Why a database could not be opened or copied, as the end of a sentence for the operator.
    package var reason: String {
        switch resultCode {
        case .SQLITE_NOTADB: "it is not an SQLite database"
        case .SQLITE_CORRUPT: "it is damaged; restore a backup"
        case .SQLITE_BUSY, .SQLITE_LOCKED: "another program has locked it"
        case .SQLITE_READONLY, .SQLITE_PERM: "the file or its folder is read-only"
        case .SQLITE_CANTOPEN: "its folder is not there, or may not be written"
        case .SQLITE_FULL: "the disk is full"
        case .SQLITE_IOERR: "the disk failed"
        case .SQLITE_NOLFS: "its file system cannot keep a write-ahead log; use a local disk"
        default: "SQLite refused it"
        }
    }
}

/// The statements that begin and end a transaction.
enum SQLiteControl: String {
    case begin = "BEGIN DEFERRED"
    case beginImmediate = "BEGIN IMMEDIATE"
    case savepoint = "SAVEPOINT unit"
    case release = "RELEASE unit"
    case rollbackToSavepoint = "ROLLBACK TO unit"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"

    var begins: Bool { self == .begin || self == .beginImmediate }
}

extension SQLiteConnection {
    /// The files that are open; nil for a database in memory.
    func files(of location: SQLiteDatabase.Location) -> SQLiteFiles? {
        guard case .file(let path) = location, let resolved = use({ $0.fileInUse }) ?? nil else { return nil }
        return SQLiteFiles(path, resolved: resolved)
    }
}

extension SQLiteRunner {
    /// The file, once something was read: the log and its index are there then.
    fileprivate var fileInUse: String? {
        try? later("SELECT count(*) FROM sqlite_schema")
        return file
    }
}
