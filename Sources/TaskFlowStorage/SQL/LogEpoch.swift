package import TaskFlowDomain

/// The epoch of the audit log: a random name that stays with one course of events.
///
/// Numbers of rows are given anew after a restore, so a position in the log is good with the epoch that it was told in
/// alone. Whatever puts other rows in the place of a log's gives it another epoch.
package enum LogEpoch {
    /// The epoch now.
    package static func read(in tx: borrowing Transaction) throws(TaskFlowError) -> String {
        guard let epoch = try tx.value("SELECT epoch FROM log_epoch", as: String.self) else {
            throw .internal("log_epoch is empty")
        }
        return epoch
    }

    /// Begins another epoch: positions that were told so far are good no longer.
    package static func renew(in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.execute("UPDATE log_epoch SET epoch = \(raw: tx.dialect.randomName)")
    }
}
