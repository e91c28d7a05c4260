/// How often a unit of work was run, and whether it may run once more.
struct Tries {
    private var conflicts = 0
    private var losses = 0
    private var changes = 0

    /// The pause before the next attempt in seconds, or nil where there is to be none.
    ///
    /// A lost connection comes here only where COMMIT was not sent, so nothing can have been committed.
    mutating func pause(after fault: PostgresFault, _ naming: StatementNaming) -> Double? {
        switch fault {
        case .server(let report) where report.isConflictOfTransactions:
            conflicts += 1
            return conflicts <= 8 ? Self.jitter(conflicts) : nil
        case .server(let report) where report.isLostName:
            naming.stop(because: report)
            changes += 1
            return changes <= 2 ? 0 : nil
        case .server(let report) where report.isStalePlan:
            changes += 1
            return changes <= 2 ? 0 : nil
        case .lost:
            losses += 1
            return losses <= 2 ? 0 : nil
        default: return nil
        }
    }

    // Those who collided shall not meet again: up to 10, 20, 40 … 320 ms.
    private static func jitter(_ round: Int) -> Double { .random(in: 0...(0.005 * Double(1 << min(round, 6)))) }
}
