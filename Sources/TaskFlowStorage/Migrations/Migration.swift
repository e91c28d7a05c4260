/// One step of the schema. Steps are numbered from 1 and append-only: one that was released is never changed.
public struct Migration: Sendable {
    /// Its place in the order, from 1.
    public let number: Int
    /// What it does, for people: `create tasks`.
    public let name: String
    /// Its statements, one to an element, without a closing semicolon. All of them are applied, or none.
    public let statements: @Sendable (Dialect) -> [String]

    /// A step with its statements in either dialect.
    public init(_ number: Int, _ name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}
