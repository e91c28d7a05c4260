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
}

extension Dialect {
    /// Makes SQLite walk that index, so that a sort never falls back to a temporary B-tree; PostgreSQL's planner chooses.
    package func indexed(by index: StaticString) -> SQL {
        self == .sqlite ? " INDEXED BY \(raw: index)" : ""
    }
}
