internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The statements that one connection has seen.
struct StatementCache {
    /// Enough for every statement of the program; a filter that makes ever new texts may not fill the server's memory.
    static let limit = 300

    private var statements: [String: [Statement]] = [:]
    private(set) var count = 0

    /// The statement for a text and its values, if it was seen before.
    func find(_ sql: SQL) -> Statement? {
        statements[sql.template]?.first { $0.takes(sql.bindings) }
    }

    /// Keeps a new statement.
    mutating func add(_ sql: SQL) throws(TaskFlowError) -> Statement {
        let statement = Statement(sql)
        if sql.isTransactionControl { throw .internal("a unit of work may not end its transaction") }
        statements[sql.template, default: []].append(statement)
        count += 1
        return statement
    }

    mutating func removeAll() { self = StatementCache() }
}
