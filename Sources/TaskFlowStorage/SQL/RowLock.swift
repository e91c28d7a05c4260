/// What a transaction asks of rows that it looks at, until it ends. SQLite's one writer needs none of it.
package enum RowLock: Sendable {
    /// Nothing: they may change meanwhile.
    case none
    /// That they stay: nobody deletes them, or takes them for a change. Any number may ask this at once.
    case kept
    /// That nobody else changes them; whoever relies on them goes on.
    case edited
    /// That nobody else changes or keeps them.
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
        case .changing: return " FOR UPDATE OF \(raw: table)"
        }
    }
}
