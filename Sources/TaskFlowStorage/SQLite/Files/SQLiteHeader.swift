internal import GRDBSQLite

/// The first bytes of a database file: https://www.sqlite.org/fileformat.html#the_database_header
struct SQLiteHeader {
    /// How long the file must be at least: as many pages as it says it has. Without a header no length is enough.
    let bytes: Int

    /// Reads it from the file that a connection has open, whatever its path names by now.
    init?(of connection: OpaquePointer) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
            let read = file.pointee.pMethods?.pointee.xRead
        else { return nil }
        var head = [UInt8](repeating: 0, count: 32)
        guard read(file, &head, Int32(head.count), 0) == SQLITE_OK, head.starts(with: "SQLite format 3\0".utf8) else {
            bytes = .max
            return
        }
        let size = Int(head[16]) << 8 | Int(head[17])
        bytes = (size == 1 ? 65_536 : size) * head[28..<32].reduce(0) { $0 << 8 | Int($1) }
    }
}
