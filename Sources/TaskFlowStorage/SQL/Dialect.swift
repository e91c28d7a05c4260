/// Where the two engines' SQL differs.
package enum Dialect: Sendable {
    case sqlite
    case postgres

    /// The type and constraints of a primary key that the engine counts up and never gives twice.
    package var identityColumn: String {
        switch self {
        case .sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT"
        case .postgres: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        }
    }

    /// The column type of an `Int` and of a timestamp.
    package var integerType: String { self == .sqlite ? "INTEGER" : "BIGINT" }

    /// The column type of text. It is sorted by code points, whatever the database's own order is.
    package var text: String { self == .sqlite ? "TEXT" : "TEXT COLLATE \"C\"" }

    /// The column type of a `Bool`.
    package var boolType: String { self == .sqlite ? "INTEGER" : "BOOLEAN" }

    /// What follows the closing parenthesis of `CREATE TABLE`: SQLite checks column types only when told to.
    package var tableSuffix: String { self == .sqlite ? " STRICT" : "" }

    /// An expression for a name that nobody else has: 16 hexadecimal digits, made by the engine at random.
    package var randomName: StaticString {
        switch self {
        case .sqlite: "lower(hex(randomblob(8)))"
        case .postgres: "substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)"
        }
    }
}

extension Dialect {
    /// Makes SQLite walk that index, so that a sort never falls back to a temporary B-tree; PostgreSQL's planner chooses.
    package func indexed(by index: StaticString) -> SQL {
        self == .sqlite ? " INDEXED BY \(raw: index)" : ""
    }

    /// Makes SQLite find rows by their numbers, whatever else is asked of them; PostgreSQL's planner chooses.
    package var byNumber: SQL { self == .sqlite ? " NOT INDEXED" : "" }
}

/// The lock that a transaction takes on rows it reads, until it ends. SQLite has one writer and needs none.
package enum RowLock: Sendable {
    /// No lock: others may change the rows meanwhile.
    case none
    /// A shared row lock (`FOR KEY SHARE`): nobody deletes the rows or takes ``changing``. Any number may hold it at once.
    case kept
    /// An exclusive row lock (`FOR NO KEY UPDATE`): nobody else changes the rows; those who hold ``kept`` go on.
    case edited
    /// As ``edited``, and rows that others have locked are passed over (`SKIP LOCKED`): of many claimers each gets a row of
    /// its own, and none waits.
    case claiming
    /// The strongest row lock (`FOR UPDATE`): nobody else changes the rows or holds ``kept``.
    case changing
}

extension Dialect {
    /// What ends a `SELECT` whose rows of one table are to be locked. Rows are locked in the order of the result.
    package func lock(_ lock: RowLock, of table: StaticString) -> SQL {
        if self == .sqlite { return "" }
        switch lock {
        case .none: return ""
        case .kept: return " FOR KEY SHARE OF \(raw: table)"
        case .edited: return " FOR NO KEY UPDATE OF \(raw: table)"
        case .claiming: return " FOR NO KEY UPDATE OF \(raw: table) SKIP LOCKED"
        case .changing: return " FOR UPDATE OF \(raw: table)"
        }
    }
}
