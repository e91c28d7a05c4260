/// One step of the schema. Steps are numbered from 1 and append-only: one that was released is never changed.
package struct Migration: Sendable {
    /// Its place in the order, from 1.
    package let number: Int
    /// What it does, for people: `create tasks`.
    package let name: String
    /// Its statements, one to an element, without a closing semicolon. All of them are applied, or none.
    package let statements: @Sendable (Dialect) -> [String]

    /// A step with its statements in either dialect.
    package init(_ number: Int, _ name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// Every migration of TaskFlow, in order. One that was released is never changed: append the next.
    package static let all: [Migration] = [M001Initial.migration]
}
