internal import CLibPQ
internal import TaskFlowDomain

/// An error as the server reports it: https://www.postgresql.org/docs/15/errcodes-appendix.html
struct ServerReport: Sendable {
    let state: String
    let message: String
    let constraint: String
    let table: String
    let column: String
    /// The columns of a key that is there already, as the server's detail begins: `Key (tenant_id, slug)=(…) …`.
    let keyColumns: [String]
    /// Whether the server ended the connection with it.
    let isFatal: Bool

    /// Reads the fields of a failed result.
    init(_ result: OpaquePointer) {
        func field(_ code: Character) -> String {
            guard let value = code.asciiValue, let text = pq.PQresultErrorField(result, Int32(value)) else { return "" }
            return String(cString: text)
        }
        state = field("C")
        message = field("M")
        constraint = field("n")
        table = field("t")
        column = field("c")
        keyColumns = Self.columns(field("D"))
        isFatal = ["FATAL", "PANIC"].contains(field("V"))
    }

    init(state: String, message: String) {
        (self.state, self.message) = (state, message)
        (constraint, table, column, keyColumns, isFatal) = ("", "", "", [], false)
    }

    // Whatever language the server speaks, the columns stand in the first parentheses. The values are not looked at.
    private static func columns(_ detail: String) -> [String] {
        guard let start = detail.firstIndex(of: "("), let end = detail[start...].firstIndex(of: ")") else { return [] }
        return detail[detail.index(after: start)..<end].split(separator: ", ").map(String.init)
    }

    /// For the log.
    var cause: String { "PostgreSQL \(state): \(message)" }

    /// A serialisation failure or a deadlock: the same once more may well succeed.
    var isConflictOfTransactions: Bool { state == "40001" || state == "40P01" }

    /// A named statement is not there, or is there already: a pooler lends out another connection at each transaction.
    var isLostName: Bool { state == "26000" || state == "42P05" }

    /// A named statement's result has other columns since the schema was changed ("cached plan must not change").
    var isStalePlan: Bool { state == "0A000" }

    /// A standby, or a primary that has become one: another connection may reach the new primary.
    var isReadOnlyServer: Bool { state == "25006" }
}

/// What went wrong between the program and the server, before it becomes a ``TaskFlowError``.
enum PostgresFault: Error {
    /// The server refused a statement; the connection is good, the transaction is not.
    case server(ServerReport)
    /// The connection is gone, with what libpq or the server said last.
    case lost(String)
    /// A statement took too long; the connection was given up.
    case timedOut
    /// The program's own refusal, before anything was sent.
    case rejected(TaskFlowError)

    /// Whether the connection cannot be used any more.
    var endsConnection: Bool {
        switch self {
        case .lost, .timedOut: true
        // What was refused half way may have left a half-built message behind.
        case .rejected: false
        case .server(let report): report.isReadOnlyServer || report.isStalePlan
        }
    }
}
