/// A table as it moves from one database to another. This is the one description that export and import go by; a test holds
/// it to the real tables of both engines.
public struct MovedTable: Sendable {
    /// A column that holds what was written; those that the database computes by itself do not move.
    public struct Column: Sendable, Equatable {
        /// What a column holds. Times are integers, whatever is a list or an object in the API is text.
        public enum Kind: Sendable {
            case integer
            case bool
            case text
        }

        public let name: String
        public let kind: Kind

        static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
        static func bool(_ name: String) -> Column { Column(name: name, kind: .bool) }
        static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
    }

    public let name: String
    /// In the order in which they stand in a line of the file.
    public let columns: [Column]
    /// The primary key, which is the order of the rows.
    public let key: [String]
    /// Whether the engine counts the key up and must never give a number twice.
    public let isCounted: Bool
    /// The column that refers to this very table, if one does.
    public let parent: String?

    init(_ name: String, key: [String], isCounted: Bool = false, parent: String? = nil, _ columns: Column...) {
        self.name = name
        self.columns = columns
        self.key = key
        self.isCounted = isCounted
        self.parent = parent
    }

    /// Where a column stands in ``columns``.
    func position(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}
