internal import CLibPQ
internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// One connection, for ever in pipeline mode: statements are gathered, sent together, and answered together. It belongs to
/// one thread.
final class Wire {
    /// What the server has yet to answer, in order.
    enum Awaited {
        case command
        case preparation(Statement)
        /// That all names are free.
        case deallocation
        /// A query that must find a row, and what is to be said where it finds none.
        case demand(TaskFlowError)
        case sync
    }

    let handle: OpaquePointer
    private let naming: StatementNaming
    private var statements = StatementCache()
    private var controls: [Control: Statement] = [:]
    private var awaited: [Awaited] = []
    /// How often an answer was waited for.
    private(set) var trips = 0

    /// Takes over a connection that libpq has made; it is closed with this.
    init(_ handle: OpaquePointer, naming: StatementNaming) throws(PostgresFault) {
        self.handle = handle
        self.naming = naming
        _ = pq.PQsetNoticeReceiver(handle, { _, _ in }, nil)
        guard pq.PQsetnonblocking(handle, 1) == 0, pq.PQenterPipelineMode(handle) == 1 else { throw lost() }
    }

    deinit { pq.PQfinish(handle) }

    /// How many statements wait to be sent or answered.
    var backlog: Int { awaited.count }

    /// Whether a demand waits for its answer.
    var hasOpenDemand: Bool { awaited.contains { if case .demand = $0 { true } else { false } } }

    /// Gathers a statement; nothing waits for its answer yet.
    func send(_ sql: SQL, as awaited: Awaited = .command) throws(PostgresFault) {
        try send(try statement(for: sql), sql.bindings, as: awaited)
    }

    /// Keeps the faults of what was gathered from what comes after it.
    func separate() throws(PostgresFault) {
        guard let last = awaited.last else { return }
        if case .sync = last {} else { try sync() }
    }

    /// Gathers what begins or ends a transaction.
    func send(_ control: Control) throws(PostgresFault) {
        let statement = controls[control] ?? Statement(control.sql)
        controls[control] = statement
        try send(statement, [], as: .command)
    }

    /// Gathers a statement that is a transaction by itself.
    func sendAlone(_ control: Control) throws(PostgresFault) {
        try send(control)
        try sync()
    }

    private func send(
        _ statement: Statement, _ bindings: [ColumnValue], as kind: Awaited
    ) throws(PostgresFault) {
        guard let values = Parameters(bindings, types: statement.types) else { throw .rejected(.unstorableText) }
        guard naming.isUsed, statement.isWorthPreparing else {
            try sendUnnamed(statement, values)
            return awaited.append(kind)
        }
        try prepare(statement)
        let count = Int32(statement.types.count)
        let sent = values.lend { values, lengths, formats in
            pq.PQsendQueryPrepared(handle, statement.name, count, values, lengths, formats, 0)
        }
        if sent == 0 { throw lost() }
        awaited.append(kind)
    }

    /// Sends what was gathered, and waits for the answer to the last statement of it.
    func exchange(until end: ContinuousClock.Instant) throws(PostgresFault) -> Reply {
        try sync()
        try flush(until: end)
        trips += 1
        guard let reply = try collect(until: end) else { throw .lost("no answer to the last statement") }
        return reply
    }

    /// Sends what was gathered, and leaves the answer to be collected when the connection is used again.
    func post() throws(PostgresFault) {
        if awaited.isEmpty { return }
        try separate()
        try flush(until: .now + .seconds(5))
    }

    /// Whether the connection can be lent again. Nothing is asked of the server: a connection that is about to end says so.
    func isAlive() -> Bool {
        guard pq.PQstatus(handle) == CONNECTION_OK else { return false }
        guard isReadable else { return true }
        if awaited.isEmpty || pq.PQconsumeInput(handle) == 0 { return false }
        guard (try? collect(until: .now + .seconds(1))) != nil else { return false }
        return !isReadable
    }

    /// Makes room for new statements before a transaction begins; within one, the server would pass over it with all else
    /// after the first refusal, and keep names that are thought to be free.
    func makeRoom() throws(PostgresFault) {
        guard statements.count >= StatementCache.limit else { return }
        statements.removeAll()
        controls.removeAll()
        guard naming.isUsed else { return }
        try separate()
        guard pq.PQsendQueryParams(handle, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 0) == 1 else { throw lost() }
        awaited.append(.deallocation)
        try sync()
    }

    private func statement(for sql: SQL) throws(PostgresFault) -> Statement {
        if let known = statements.find(sql) { return known }
        do throws(TaskFlowError) { return try statements.add(sql) } catch { throw .rejected(error) }
    }

    private func prepare(_ statement: Statement) throws(PostgresFault) {
        if statement.isPrepared { return }
        let count = Int32(statement.types.count)
        guard pq.PQsendPrepare(handle, statement.name, statement.text, count, statement.types) == 1 else {
            throw lost()
        }
        statement.isPrepared = true
        awaited.append(.preparation(statement))
    }

    private func sendUnnamed(_ statement: Statement, _ values: Parameters) throws(PostgresFault) {
        let count = Int32(statement.types.count)
        let sent = values.lend { values, lengths, formats in
            pq.PQsendQueryParams(handle, statement.text, count, statement.types, values, lengths, formats, 0)
        }
        if sent == 0 { throw lost() }
    }

    private func sync() throws(PostgresFault) {
        guard pq.PQpipelineSync(handle) == 1 else { throw lost() }
        awaited.append(.sync)
    }

    /// Reads every answer there is to come. The first refusal is thrown when all are read.
    private func collect(until end: ContinuousClock.Instant) throws(PostgresFault) -> Reply? {
        let all = awaited
        awaited = []
        var (last, refusal, unmet): (Reply?, ServerReport?, TaskFlowError?)
        for (index, one) in all.enumerated() {
            if case .sync = one {
                guard let sync = try next(until: end), sync.status == PGRES_PIPELINE_SYNC else { throw lost() }
                if index < all.count - 1 { (refusal, unmet) = (overlook(refusal), nil) }
                continue
            }
            let answer = try answer(until: end)
            if answer.isGood {
                last = answer
                if case .demand(let error) = one, answer.rowCount == 0, unmet == nil { unmet = error }
            } else {
                if case .preparation(let statement) = one { statement.isPrepared = false }
                // Nobody knows any more which names are taken.
                if case .deallocation = one { throw .lost(answer.report?.cause ?? "DEALLOCATE ALL was passed over") }
                if refusal == nil { refusal = answer.report }
            }
        }
        if let unmet { throw .rejected(unmet) }
        if let refusal { throw .server(refusal) }
        return last
    }

    /// What was sent by itself before concerns nobody who waits now.
    private func overlook(_ refusal: ServerReport?) -> ServerReport? {
        if let refusal, refusal.isLostName { naming.stop(because: refusal) }
        return nil
    }

    /// The one answer of a statement, and the nothing that follows it.
    private func answer(until end: ContinuousClock.Instant) throws(PostgresFault) -> Reply {
        guard let answer = try next(until: end) else { throw lost() }
        if let report = answer.report, report.isFatal || report.state.isEmpty, answer.status == PGRES_FATAL_ERROR {
            throw .lost(report.cause)
        }
        guard try next(until: end) == nil else { throw .lost("more than one answer to a statement") }
        return answer
    }

    private func next(until end: ContinuousClock.Instant) throws(PostgresFault) -> Reply? {
        while pq.PQisBusy(handle) == 1 {
            try wait(Int16(POLLIN), until: end)
            if pq.PQconsumeInput(handle) == 0 { throw lost() }
        }
        return pq.PQgetResult(handle).map(Reply.init)
    }

    /// What libpq says of a connection that fails.
    private func lost() -> PostgresFault { .lost(LibPQ.words(of: handle)) }
}
