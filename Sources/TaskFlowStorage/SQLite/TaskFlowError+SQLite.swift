internal import GRDB
internal import TaskFlowDomain

extension TaskFlowError {
    /// The one place where SQLite's codes become the program's.
    static func sqlite(_ code: Int32, _ message: String) -> TaskFlowError {
        let result = ResultCode(rawValue: code)
        if result.primaryResultCode == .SQLITE_CONSTRAINT, let violation = ConstraintViolation(result, message) {
            return .violated(violation)
        }
        let cause = "SQLite \(code): \(message)"
        guard let outage = outage(result.primaryResultCode) else { return .internal(cause) }
        return .unavailable(outage, cause: cause, retryAfter: 1)
    }

    /// The same as an outage: what became of the units of work beside the one that failed.
    var asOutage: TaskFlowError {
        if code == .unavailable { return self }
        return .unavailable("The database could not save the change", cause: cause, retryAfter: 1)
    }

    private static func outage(_ code: ResultCode) -> String? {
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED: "The database is busy"
        case .SQLITE_FULL: "The disk is full"
        case .SQLITE_IOERR: "The disk failed"
        case .SQLITE_CORRUPT: "The database is damaged"
        case .SQLITE_NOTADB: "The database is not an SQLite database"
        case .SQLITE_READONLY: "The database is read-only"
        case .SQLITE_CANTOPEN: "The database cannot be opened"
        case .SQLITE_NOMEM: "The server is out of memory"
        default: nil
        }
    }
}

extension ConstraintViolation {
    fileprivate init?(_ code: ResultCode, _ message: String) {
        // "UNIQUE constraint failed: projects.tenant_id, projects.slug"; a trigger's message stands alone.
        let detail = message.split(separator: " constraint failed: ", maxSplits: 1).last.map(String.init) ?? message
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: self = .unique(detail)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .foreignKey
        case .SQLITE_CONSTRAINT_CHECK: self = .check(detail)
        case .SQLITE_CONSTRAINT_NOTNULL: self = .notNull(detail)
        case .SQLITE_CONSTRAINT_TRIGGER: self = .trigger(message)
        default: return nil
        }
    }
}
