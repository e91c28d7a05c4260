internal import Crypto
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a call with a key answered. The status is the operation's own, and the entity tag and the address of what was created
/// are read from the answer, so that they are stored with it.
struct StoredAnswer: Sendable {
    /// How long an answer is kept, in seconds.
    static let lifetime = 86_400

    let operation: String
    let input: String
    /// The answer as JSON; `nil` where it held a secret.
    let answer: String?
    /// What a repeated call is refused with, where the answer held a secret.
    let refusal: String?
    let createdAt: Timestamp

    init?(_ row: any ColumnReader) {
        operation = row.text(0)
        input = row.text(1)
        answer = String.read(row, 2)
        refusal = String.read(row, 3)
        guard let createdAt = Timestamp.read(row, 4) else { return nil }
        self.createdAt = createdAt
    }

    /// Whether a repeated call is a new one by now.
    func isOver(at now: Timestamp) -> Bool { createdAt.adding(seconds: Self.lifetime) <= now }

    /// The answer as the operation gave it.
    func output<O: Operation>(of operation: O.Type) throws(TaskFlowError) -> O.Output {
        if let refusal { throw TaskFlowError(.alreadyDone, refusal) }
        var issues = Issues()
        if let answer, let type = O.Output.self as? any CommandOutput.Type,
            let json = try? JSONParser.parse(answer.utf8),
            let output = type.decode(json, into: &issues) as? O.Output
        {
            return output
        }
        // An older version of the program stored it.
        throw TaskFlowError(.alreadyDone, "This was done already, and its answer cannot be told again")
    }
}

/// Where the answer to a caller's key is kept.
struct AnswerPlace: Sendable {
    let tenant: TenantID
    let actor: WorkerID
    let key: IdempotencyKey

    init(_ call: CallKey, of actor: Actor) {
        tenant = actor.tenant
        self.actor = actor.workerID
        key = call.key
    }

    /// Keeps the place until the transaction ends, or refuses a call whose key is in use. SQLite has one writer and needs it
    /// not. The row is not put in beforehand: whoever is waited for by its lock is a connection that others lack.
    func claim(in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try tx.demand("SELECT 1 WHERE pg_try_advisory_xact_lock(\(lock))", else: .keyInFlight)
    }

    /// The answer that is kept there. One that is over is thrown away.
    func find(in tx: borrowing Transaction) throws(TaskFlowError) -> StoredAnswer? {
        let stored = try tx.first(
            "SELECT operation, input, answer, refusal, created_at FROM idempotency WHERE \(isHere)", StoredAnswer.init)
        guard let stored, stored.isOver(at: tx.now) else { return stored }
        try tx.later("DELETE FROM idempotency WHERE \(isHere)")
        return nil
    }

    /// Keeps an answer; one that holds a secret as the sentence which says that it was given.
    func put(
        _ output: any CommandOutput, of call: CallKey, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let refusal = output.shownOnce
        let answer = refusal == nil ? Self.text(of: output) : nil
        try tx.later(
            """
            INSERT INTO idempotency (tenant_id, actor_id, key, operation, input, answer, refusal, created_at) VALUES \
            (\(tenant), \(actor), \(key.text), \(call.operation), \(call.input), \(answer), \(refusal), \(tx.now))
            """)
    }

    private static func text(of output: any CommandOutput) -> String {
        var writer = JSONWriter()
        output.encode(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private var isHere: SQL { "tenant_id = \(tenant) AND actor_id = \(actor) AND key = \(key.text)" }

    private var lock: Int {
        let name = "idempotency\u{0}\(tenant)\u{0}\(actor)\u{0}\(key.text)"
        return SHA256.hash(data: Array(name.utf8)).prefix(8).reduce(0) { $0 << 8 | Int($1) }
    }
}
