package import TaskFlowSchema

/// How the rows of a table move from one database to another. Export and import know the tables by this alone. It stands in
/// the same file as the table's CREATE, and a test compares it with the real tables of both engines.
///
/// The list of columns is written out: the order is the file's format, and SQLite's schema does not tell a truth value from
/// an integer. A table or column that is younger than the first exports says what takes its place in a file without it: a
/// column by a default, and both by a statement that runs when all rows are there.
package struct MovedTable: Sendable {
    /// A column that holds what was written; those that the database computes by itself do not move.
    package struct Column: Sendable, Equatable {
        /// What a column holds. Times are integers, whatever is a list or an object in the API is text.
        package enum Kind: Sendable {
            /// An integer of 64 bits.
            case integer
            /// True or false; 1 or 0 in SQLite.
            case bool
            /// Text in UTF-8.
            case text
        }

        /// What a row has in a column that its file does not have.
        package enum Default: Sendable, Equatable {
            /// Always the same value.
            case value(ColumnValue)
            /// What it has in another column of the same table.
            case copy(of: String)
        }

        /// The column's name in the database and in the file.
        package let name: String
        /// What it holds.
        package let kind: Kind
        /// Nil where every file must have the column.
        package let ifMissing: Default?
        /// Run once, after the rows of all tables were read, where the file does not have the column.
        package let fill: SQL?

        static func integer(_ name: String, ifMissing: Default? = nil, fill: SQL? = nil) -> Column {
            Column(name: name, kind: .integer, ifMissing: ifMissing, fill: fill)
        }
        static func bool(_ name: String, ifMissing: Default? = nil, fill: SQL? = nil) -> Column {
            Column(name: name, kind: .bool, ifMissing: ifMissing, fill: fill)
        }
        static func text(_ name: String, ifMissing: Default? = nil, fill: SQL? = nil) -> Column {
            Column(name: name, kind: .text, ifMissing: ifMissing, fill: fill)
        }
    }

    /// What a table has that its file does not tell of.
    package enum Content: Sendable, Equatable {
        /// What a statement puts in, run once after the rows of all tables were read.
        case fill(SQL)
    }

    /// Every table but ``leftBehind`` and the list of migrations, which each database keeps for itself. Each table stands
    /// after those that it refers to.
    package static let all = [
        workers, keys, projects, projectMembers, tasks, taskHolders, taskNeeds, taskLeases, questions, comments,
        mentions,
        taskLinks, auditLog,
    ]

    /// The tables that do not move: people sign in anew at the other database, and a repeated call is a new one there. The first
    /// exports had rows of some, which an import passes over.
    package static let leftBehind = [
        "sessions", "sign_in_codes", "log_epoch", "idempotency", "task_totals", "lease_state",
    ]

    /// The table's name in the database and in the file.
    package let name: String
    /// In the order in which they stand in a line of the file.
    package let columns: [Column]
    /// The primary key, which is the order of the rows.
    package let key: [String]
    /// Whether the engine counts the key up and must never give a number twice.
    package let isCounted: Bool
    /// The column that refers to this very table, if one does.
    package let parent: String?
    /// Nil where every file must tell of the table.
    package let ifMissing: Content?

    init(
        _ name: String, key: [String], isCounted: Bool = false, parent: String? = nil, ifMissing: Content? = nil,
        _ columns: Column...
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.isCounted = isCounted
        self.parent = parent
        self.ifMissing = ifMissing
    }

    /// Where a column stands in ``columns``.
    package func position(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

extension MovedTable.Column.Default {
    static let null = Self.value(.null)
    static func integer(_ number: Int) -> Self { .value(.integer(number)) }
    static func bool(_ truth: Bool) -> Self { .value(.bool(truth)) }
    static func text(_ text: String) -> Self { .value(.text(text)) }
}
