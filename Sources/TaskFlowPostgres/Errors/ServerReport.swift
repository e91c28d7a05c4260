internal import CLibPQ

/// An error as the server reports it: https://www.postgresql.org/docs/15/errcodes-appendix.html
struct ServerReport: Sendable {
    let state: String
    let message: String
    let constraint: String
    let table: String
    let column: String
    /// Whether the server ended the connection with it.
    let isFatal: Bool

    /// Reads the fields of a failed result.
    init(_ result: OpaquePointer) {
        func field(_ code: Character) -> String {
            guard let value = code.asciiValue, let text = PQresultErrorField(result, Int32(value)) else { return "" }
            return String(cString: text)
        }
        state = field("C")
        message = field("M")
        constraint = field("n")
        table = field("t")
        column = field("c")
        isFatal = ["FATAL", "PANIC"].contains(field("V"))
    }

    init(state: String, message: String) {
        (self.state, self.message) = (state, message)
        (constraint, table, column, isFatal) = ("", "", "", false)
    }

    /// For the log.
    var cause: String { "PostgreSQL \(state): \(message)" }

    /// A serialisation failure or a deadlock: the same once more may well succeed.
    var isConflictOfTransactions: Bool { state == "40001" || state == "40P01" }

    /// A named statement is not there, or is there already: a pooler lends out another connection at each transaction.
    var isLostName: Bool { state == "26000" || state == "42P05" }

    /// A named statement's result has other columns since the schema was changed.
    var isStalePlan: Bool { state == "0A000" && message.contains("cached plan") }

    /// A standby, or a primary that has become one: another connection may reach the new primary.
    var isReadOnlyServer: Bool { state == "25006" }
}
