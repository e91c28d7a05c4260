internal import Foundation
package import GRDB
internal import TaskFlowDomain

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
