internal import GRDB
internal import GRDBSQLite
internal import TaskFlowSchema

/// A prepared statement, stepped through the C API: GRDB's cursors cost twice the time.
final class SQLiteStatement {
    let handle: OpaquePointer
    let parameterCount: Int
    let isReadOnly: Bool
    private let owner: GRDB.Statement

    init(_ text: String, on database: GRDB.Database) throws {
        owner = try database.makeStatement(sql: text)
        handle = owner.sqliteStatement
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
        isReadOnly = owner.isReadonly
    }

    /// Whether it is being stepped: its rows are still being read further up the stack.
    var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

    /// Puts the values in; false when SQLite takes one of them not.
    func bind(_ values: [ColumnValue]) -> Bool {
        var index: Int32 = 1
        for value in values {
            if bind(value, at: index) != SQLITE_OK { return false }
            index += 1
        }
        return true
    }

    func step() -> Int32 { sqlite3_step(handle) }

    func reset() { sqlite3_reset(handle) }

    private func bind(_ value: ColumnValue, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let number): sqlite3_bind_int64(handle, index, Int64(number))
        case .bool(let truth): sqlite3_bind_int(handle, index, truth ? 1 : 0)
        case .text(let text): bind(text, at: index)
        }
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { utf8 in
            // Without a place it would be NULL.
            guard let start = utf8.baseAddress, !utf8.isEmpty else {
                return sqlite3_bind_text(handle, index, "", 0, copies)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                sqlite3_bind_text(handle, index, $0, Int32(utf8.count), copies)
            }
        }
    }

    /// SQLITE_TRANSIENT, a macro that Swift does not import: SQLite takes a copy.
    private var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// The row a statement stands on.
struct SQLiteRow: ColumnReader {
    let handle: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }

    func bool(_ column: Int) -> Bool { sqlite3_column_int64(handle, Int32(column)) != 0 }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func withBytes(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let start = sqlite3_column_text(handle, Int32(column)) else {
            return body(UnsafeBufferPointer(start: nil, count: 0))
        }
        body(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }
}
