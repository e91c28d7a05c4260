internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension TaskFlowError {
    /// The one place where PostgreSQL's codes become the program's.
    static func postgres(_ fault: PostgresFault) -> TaskFlowError {
        switch fault {
        case .server(let report): postgres(report)
        case .lost(let words): .unavailable("The database cannot be reached", cause: words, retryAfter: 1)
        case .timedOut:
            .unavailable("The database took too long", cause: "a statement ran into the deadline", retryAfter: 1)
        case .rejected(let error): error
        }
    }

    /// What a caller is told whose COMMIT was sent and never answered.
    static func outcomeUnknown(_ fault: PostgresFault) -> TaskFlowError {
        var error = TaskFlowError(
            .outcomeUnknown, "The database went away while it saved the change: look whether it was made")
        error.cause = postgres(fault).cause
        error.retryAfter = 1
        return error
    }

    private static func postgres(_ report: ServerReport) -> TaskFlowError {
        if let violation = ConstraintViolation(report) { return .violated(violation) }
        if report.state == "22021" || report.state == "22P05" { return .unstorableText }
        guard let outage = outage(report.state) else { return .internal(report.cause) }
        return .unavailable(outage, cause: report.cause, retryAfter: 1)
    }

    /// Text that PostgreSQL cannot keep.
    static var unstorableText: TaskFlowError {
        .invalid("text must not contain NUL", at: [.name("body")], input: .null)
    }

    private static func outage(_ state: String) -> String? {
        switch state {
        case "40001", "40P01": return "The database is busy: too many changes to the same things at once"
        case "57014", "55P03": return "The database took too long"
        case "57P03": return "The database is starting up or shutting down"
        case "53300": return "The database has no connection left"
        case "53100": return "The database's disk is full"
        case "25006": return "The database is read-only"
        case "28000", "28P01": return "The database refused the server's credentials"
        case "3D000": return "The database does not exist"
        case "08P01": return nil
        default: break
        }
        switch state.prefix(2) {
        case "08", "57": return "The database cannot be reached"
        case "53": return "The database is out of resources"
        case "58": return "The database's disk failed"
        case "XX": return state == "XX001" || state == "XX002" ? "The database is damaged" : nil
        default: return nil
        }
    }
}

extension ConstraintViolation {
    fileprivate init?(_ report: ServerReport) {
        switch report.state {
        case "23505" where !report.keyColumns.isEmpty:
            self = .unique(report.keyColumns.map { "\(report.table).\($0)" }.joined(separator: ", "))
        case "23505", "23P01": self = .unique(report.constraint)
        case "23503", "23001": self = .foreignKey
        case "23514": self = .check(report.constraint)
        case "23502": self = .notNull("\(report.table).\(report.column)")
        case "P0001": self = .trigger(report.message)
        default: return nil
        }
    }
}
