internal import Foundation
internal import GRDB
internal import TaskFlowDomain
internal import TaskFlowStorage

/// Puts aside what stands in a database's place and is none that SQLite can open: a backup cannot be written over it.
enum SQLiteAside {
    /// - Returns: where the file is now, or nil where it could stay.
    static func putIfUnreadable(_ path: String) throws(TaskFlowError) -> String? {
        do {
            let database = try DatabaseQueue(path: path)
            // Reading the schema is what fails where the first page is not a database's.
            _ = try database.unsafeRead { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
            try database.close()
            return nil
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT
        {
            return try put(path)
        } catch {
            throw SQLiteFile.refusal("write to", path, error)
        }
    }

    private static func put(_ path: String) throws(TaskFlowError) -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        let place = "\(path).damaged-\(number)"
        // Its log belongs to it, and must not be taken for the new file's.
        for suffix in ["-wal", "-shm", "-journal"] where FileManager.default.fileExists(atPath: path + suffix) {
            if rename(path + suffix, place + suffix) != 0 { throw failure(path) }
        }
        if rename(path, place) != 0 { throw failure(path) }
        return place
    }

    private static func failure(_ path: String) -> TaskFlowError {
        .unavailable("Cannot put \(path) aside: \(FileFault.reason)")
    }
}
