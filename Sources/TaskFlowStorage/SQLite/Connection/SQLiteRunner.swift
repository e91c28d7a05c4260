internal import CSQLite
internal import GRDB
internal import GRDBSQLite
internal import TaskFlowDomain
internal import TaskFlowSchema

/// The one transaction of a connection: runs statements and keeps them prepared.
final class SQLiteRunner: StatementRunner {
    let dialect = Dialect.sqlite
    var recordCount = 0

    /// Whether the unit of work that runs now may write.
    var isReadOnly: Bool

    /// Why SQLite rolled the transaction back by itself. Until the next one begins nothing more may run: outside a
    /// transaction each statement would be committed at once.
    private(set) var lost: TaskFlowError?

    private let database: GRDB.Database
    private let connection: OpaquePointer
    private var statements: [StatementKey: SQLiteStatement] = [:]
    private var controls: [SQLiteControl: SQLiteStatement] = [:]

    init(_ database: GRDB.Database, isReadOnly: Bool) throws {
        guard let connection = database.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        self.database = database
        self.connection = connection
        self.isReadOnly = isReadOnly
    }

    @discardableResult
    func run(_ sql: SQL, each: (any ColumnReader) throws(TaskFlowError) -> Bool) throws(TaskFlowError) -> Int {
        if let lost { throw lost }
        let statement = try prepared(sql)
        if isReadOnly && !statement.isReadOnly { throw .internal("a read may not write: \(sql.text)") }
        try go(through: statement, bound: sql.bindings, each)
        // What a statement with RETURNING changed is counted only when it has ended.
        return statement.isReadOnly ? 0 : Int(sqlite3_changes64(connection))
    }

    private func go(
        through statement: SQLiteStatement, bound values: [ColumnValue],
        _ each: (any ColumnReader) throws(TaskFlowError) -> Bool
    ) throws(TaskFlowError) {
        defer { statement.reset() }
        guard statement.bind(values) else { throw failure() }
        while try step(statement), try each(SQLiteRow(handle: statement.handle)) {}
    }

    func later(_ sql: SQL) throws(TaskFlowError) { try run(sql) { _ throws(TaskFlowError) in true } }

    /// Begins, ends or partly undoes the transaction.
    func perform(_ control: SQLiteControl) throws(TaskFlowError) {
        if control.begins { lost = nil }
        let statement = try held(control)
        defer { statement.reset() }
        _ = try step(statement)
    }

    /// Ends the transaction without its changes, whatever state it is in.
    func rollBack() {
        if isInsideTransaction { try? perform(.rollback) }
    }

    /// How many rows the connection has changed since it was opened.
    var totalChanges: Int64 { sqlite3_total_changes64(connection) }

    var keptStatements: Int { statements.count }

    /// Whether a reference that is to be checked at COMMIT leads nowhere by now.
    var hasUnmetReferences: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(connection, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current != 0
    }

    /// The first bytes of the file that is open.
    var header: SQLiteHeader? { SQLiteHeader(of: connection) }

    /// The file as SQLite itself calls it, without symbolic links; nil where there is none.
    var file: String? {
        sqlite3_db_filename(connection, "main").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Leaves the log as it is when the connection is closed.
    func keepLog() { _ = sqlite_keep_log(UnsafeMutableRawPointer(connection)) }

    private var isInsideTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    private func step(_ statement: SQLiteStatement) throws(TaskFlowError) -> Bool {
        switch statement.step() {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure()
        }
    }

    /// What went wrong last.
    private func failure() -> TaskFlowError {
        let code = sqlite3_extended_errcode(connection)
        let error = TaskFlowError.sqlite(code, String(cString: sqlite3_errmsg(connection)))
        if !isInsideTransaction { lost = error.asOutage }
        return error
    }
}

extension SQLiteRunner {
    /// Enough for every statement of the program; a filter that makes ever new texts may not fill the memory.
    private static let cacheLimit = 500

    private func prepared(_ sql: SQL) throws(TaskFlowError) -> SQLiteStatement {
        // One that is busy belongs to a query further up the stack, whose place in the result must not be lost.
        let key = StatementKey(sql.template)
        if let statement = statements[key], !statement.isBusy { return statement }
        let statement = try checked(prepare(sql.text), for: sql)
        if statements.count >= Self.cacheLimit { statements.removeAll() }
        if statements[key] == nil { statements[key] = statement }
        return statement
    }

    private func held(_ control: SQLiteControl) throws(TaskFlowError) -> SQLiteStatement {
        if let statement = controls[control] { return statement }
        let statement = try prepare(control.rawValue)
        controls[control] = statement
        return statement
    }

    private func checked(_ statement: SQLiteStatement, for sql: SQL) throws(TaskFlowError) -> SQLiteStatement {
        if statement.parameterCount != sql.bindings.count { throw .internal("a value is missing: \(sql.text)") }
        if sql.isTransactionControl { throw .internal("a unit of work may not end its transaction") }
        return statement
    }

    private func prepare(_ text: String) throws(TaskFlowError) -> SQLiteStatement {
        do { return try SQLiteStatement(text, on: database) } catch let error as DatabaseError {
            throw .sqlite(error.extendedResultCode.rawValue, error.message ?? "")
        } catch { throw .internal("\(error)") }
    }
}
