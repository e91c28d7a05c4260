internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The audit log as its follower reads it: forwards, in bounded pages, and never past its end.
enum ChangeLog {
    static let pageSize = 500

    /// The rows behind a position up to ``LogEnd``, one page of them.
    static func page(after position: Int, in tx: borrowing Transaction) throws(TaskFlowError) -> LogPage {
        let end = try LogEnd.find(in: tx)
        let changes = try tx.all(
            """
            SELECT \(Change.columns) FROM audit_log WHERE audit_log.id > \(position) AND audit_log.id <= \(end.position) \
            ORDER BY audit_log.id LIMIT \(pageSize)
            """, Change.init)
        let isLast = changes.count < pageSize
        let newest = try LogEnd.newest(in: tx)
        return LogPage(
            epoch: end.epoch, after: position,
            through: isLast ? max(position, end.position) : changes[changes.count - 1].id.rawValue, changes: changes,
            isLast: isLast, isHeldUp: isLast && newest > end.position, isBehindEnd: position > newest)
    }
}

/// A stretch of the audit log, whole: each of its rows, in the order of their numbers.
struct LogPage: Sendable {
    /// The log's epoch.
    let epoch: String
    /// The number that it begins behind.
    let after: Int
    /// The number that it ends with. Numbers without a row will never have one.
    let through: Int
    let changes: [Change]
    /// Whether there is nothing more now.
    let isLast: Bool
    /// Whether rows are there already that wait for a smaller number, which a transaction has drawn and may still bring.
    let isHeldUp: Bool
    /// Whether it begins behind the end of the log, which was put back.
    let isBehindEnd: Bool
}
