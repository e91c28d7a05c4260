internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// One transaction on one connection. It begins with its first statement, in the same trip.
final class PostgresRunner: StatementRunner {
    /// What a transaction is for.
    enum Mode {
        case read
        case write
    }

    let dialect = Dialect.postgres
    var recordCount = 0

    /// What went wrong first. Nothing more is sent after it: the server would refuse it anyway.
    private(set) var fault: PostgresFault?
    /// Whether anything was sent to the server, or gathered for it.
    private(set) var hasBegun = false

    private let wire: Wire
    private let mode: Mode
    private let limit: Duration

    init(_ wire: Wire, _ mode: Mode, limit: Duration) {
        self.wire = wire
        self.mode = mode
        self.limit = limit
    }

    @discardableResult
    func run(_ sql: SQL, each: (any ColumnReader) throws(TaskFlowError) -> Bool) throws(TaskFlowError) -> Int {
        let reply = try guarded { () throws(PostgresFault) in
            try gather(sql)
            return try wire.exchange(until: .now + limit)
        }
        for index in 0..<reply.rowCount { if try !each(reply.row(index)) { break } }
        return reply.changes
    }

    func later(_ sql: SQL) throws(TaskFlowError) {
        try guarded { () throws(PostgresFault) in
            try gather(sql)
            // Bounded: the answers to what was sent wait in memory.
            if wire.backlog >= 500 { _ = try wire.exchange(until: .now + limit) }
        }
    }

    func demand(_ sql: SQL, else refusal: TaskFlowError) throws(TaskFlowError) {
        try guarded { () throws(PostgresFault) in try gather(sql, as: .demand(refusal)) }
    }

    /// Waits for the answers to demands that no result has told of yet.
    func settle() throws(TaskFlowError) {
        guard fault == nil, wire.hasOpenDemand else { return }
        try guarded { () throws(PostgresFault) in _ = try wire.exchange(until: .now + limit) }
    }

    /// Sends what is left with COMMIT.
    func commit() throws(PostgresFault) {
        guard hasBegun else { return }
        do throws(PostgresFault) {
            try wire.send(.commit)
            let tag = try wire.exchange(until: .now + limit).tag
            // A transaction that failed before says yes to COMMIT and rolls back.
            if tag != "COMMIT" { throw .server(ServerReport(state: "25P02", message: "COMMIT answered \(tag)")) }
        } catch {
            fault = error
            throw error
        }
    }

    /// Gathers what ends a transaction without its changes, to go out with whatever comes next.
    func end() throws(PostgresFault) {
        guard hasBegun else { return }
        // What was gathered and is not wanted any more may fail: whoever comes next is not to be told so.
        try wire.separate()
        try wire.send(fault == nil && mode == .read ? .commit : .rollback)
    }

    private func gather(_ sql: SQL, as awaited: Wire.Awaited = .command) throws(PostgresFault) {
        if !hasBegun {
            try wire.makeRoom()
            try wire.send(mode == .read ? .beginRead : .beginWrite)
            hasBegun = true
        }
        try wire.send(sql, as: awaited)
    }

    private func guarded<T>(_ body: () throws(PostgresFault) -> T) throws(TaskFlowError) -> T {
        if let fault { throw .postgres(fault) }
        do throws(PostgresFault) { return try body() } catch {
            fault = error
            if mode == .read, case .server(let report) = error, report.isReadOnlyServer {
                throw .internal("a read may not write: \(report.cause)")
            }
            throw .postgres(error)
        }
    }
}
