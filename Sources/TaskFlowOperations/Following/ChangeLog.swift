internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The audit log as the feed of changes reads it: forwards, in bounded pages.
enum ChangeLog {
    static let pageSize = 500

    /// Where a feed begins: after all that is there by now.
    static func end(in tx: borrowing Transaction) throws(TaskFlowError) -> [Int] {
        try tx.all("SELECT id FROM audit_log ORDER BY id DESC LIMIT \(ChangeTracker.memory)") { Int.read($0, 0) }
    }

    /// The rows after the tracker's position, one page of them, and those missing rows that have come.
    static func page(_ tracker: ChangeTracker, in tx: borrowing Transaction) throws(TaskFlowError) -> [Change] {
        let page = try tx.all(
            """
            SELECT \(Change.columns) FROM audit_log WHERE audit_log.id > \(tracker.position) \
            ORDER BY audit_log.id LIMIT \(pageSize)
            """, Change.init)
        return try late(tracker.missing, in: tx) + page
    }

    private static func late(_ missing: [Int], in tx: borrowing Transaction) throws(TaskFlowError) -> [Change] {
        guard let last = missing.last else { return [] }
        // Of few lengths, as an engine keeps each different statement prepared.
        var length = 1
        while length < missing.count { length *= 4 }
        let ids = missing + Array(repeating: last, count: length - missing.count)
        return try tx.all(
            "SELECT \(Change.columns) FROM audit_log WHERE audit_log.id IN \(list: ids) ORDER BY audit_log.id",
            Change.init)
    }
}
