internal import Logging
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A statement as one connection knows it: its text, its parameters' types, and its name where it is prepared.
final class Statement {
    let text: String
    /// PostgreSQL's numbers for the types; 0 where the first value was NULL and the server is left to infer it.
    let types: [UInt32]
    /// Made of what the statement is: whoever else prepared that name on the same server prepared the same.
    let name: String
    /// Whether the server has been told the name.
    var isPrepared = false

    init(_ sql: SQL) {
        let types = sql.bindings.map(\.postgresType)
        text = sql.text
        self.types = types
        name =
            "t" + Self.hash(sql.template, types, seed: 0xcbf2_9ce4_8422_2325) + Self.hash(sql.template, types, seed: 1)
    }

    /// Whether the values can be bound: NULL goes with any type, and text with any that was left open.
    func takes(_ values: [ColumnValue]) -> Bool {
        guard values.count == types.count else { return false }
        for (value, type) in zip(values, types) where value != .null && type != 0 && value.postgresType != type {
            return false
        }
        return true
    }

    /// Very long lists come in every length, and are seldom the same twice.
    var isWorthPreparing: Bool { types.count <= 64 }

    // FNV-1a, with two seeds for 128 bits.
    private static func hash(_ template: String, _ types: [UInt32], seed: UInt64) -> String {
        var hash = seed
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in template.utf8 { add(byte) }
        for type in types { add(UInt8(truncatingIfNeeded: type)) }
        return String(hash, radix: 36)
    }
}

extension ColumnValue {
    /// The type's OID: `int8`, `bool` or `text`.
    var postgresType: UInt32 {
        switch self {
        case .null: 0
        case .integer: 20
        case .bool: 16
        case .text: 25
        }
    }
}

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

/// Whether statements are prepared under names: twice the speed on a direct connection, an error behind some poolers.
final class StatementNaming: Sendable {
    private let isOn: Atomic<Bool>
    private let logger: Logger

    init(isOn: Bool, logger: Logger) {
        self.isOn = Atomic(isOn)
        self.logger = logger
    }

    var isUsed: Bool { isOn.load(ordering: .relaxed) }

    /// Changes over for good, and says so once.
    func stop(because report: ServerReport) {
        guard isOn.exchange(false, ordering: .relaxed) else { return }
        logger.notice(
            "A pooler stands before the database: statements are no longer prepared (DATABASE_PREPARED=off says so from the start)",
            metadata: ["cause": "\(report.cause)"])
    }
}

/// What begins and ends transactions.
enum Control: String {
    /// One snapshot for all that a read asks.
    case beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    /// Spelled out: a server may have another default.
    case beginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
    /// Tells other processes that something was committed.
    case notify = "NOTIFY taskflow_changes"

    var sql: SQL { SQL(trusted: rawValue) }
}
