/// What an SQLite file of TaskFlow holds, as far as an operator wants to know of a copy.
public struct SQLiteCopy: Sendable, Equatable {
    /// The number of its newest migration.
    public let schema: Int
    /// How many tasks there are.
    public let tasks: Int
}
