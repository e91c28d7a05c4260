internal import Foundation
internal import GRDB
internal import TaskFlowDomain
internal import TaskFlowStorage

/// A database file that is copied from or to.
enum SQLiteFile {
    /// SQLite would make a file that is not there.
    static func require(_ path: String) throws(TaskFlowError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unavailable("There is no database at \(path)")
        }
    }

    /// Whether both are the same file, by whatever names.
    static func isSame(_ path: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        guard stat(path, &one) == 0, stat(other, &two) == 0 else { return false }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// One sentence for the operator.
    static func refusal(_ what: String, _ path: String, _ error: any Error) -> TaskFlowError {
        switch error {
        case let error as TaskFlowError: return error
        case let error as SQLiteCopyFault: return .unavailable("Cannot \(what) \(path): \(error.reason)")
        case let error as DatabaseError:
            let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
            let isDamaged = error.resultCode == .SQLITE_CORRUPT
            let reason = isDamaged ? "it is damaged" : error.reason
            return .unavailable("Cannot \(what) \(path): \(reason)", cause: cause)
        default: return .internal("\(error)")
        }
    }
}
