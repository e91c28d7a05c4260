package import TaskFlowSchema

/// A table as it moves from one database to another. This is the one description that export and import go by; a test holds
/// it to the real tables of both engines.
///
/// A table or column that came after the first exports says what stands in its place where a file does not have it, so that
/// those can still be read: a column its default, and either a statement that fills it in when all rows are there.
package struct MovedTable: Sendable {
    /// A column that holds what was written; those that the database computes by itself do not move.
    package struct Column: Sendable, Equatable {
        /// What a column holds. Times are integers, whatever is a list or an object in the API is text.
        package enum Kind: Sendable {
            case integer
            case bool
            case text
        }

        /// What a row has in a column that its file does not have.
        package enum Default: Sendable, Equatable {
            case value(ColumnValue)
            /// What it has in another column of the same table.
            case copy(of: String)
        }

        package let name: String
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
        case empty
        /// What a statement puts in, run once after the rows of all tables were read.
        case fill(SQL)
    }

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
    func position(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

extension MovedTable.Column.Default {
    static let null = Self.value(.null)
    static func integer(_ number: Int) -> Self { .value(.integer(number)) }
    static func bool(_ truth: Bool) -> Self { .value(.bool(truth)) }
    static func text(_ text: String) -> Self { .value(.text(text)) }
}
