/// What an SQLite file of TaskFlow holds, as far as an operator wants to know of a copy.
package struct SQLiteCopy: Sendable, Equatable {
    /// The number of its newest migration.
    package let schema: Int
    /// How many tasks there are.
    package let tasks: Int
}
