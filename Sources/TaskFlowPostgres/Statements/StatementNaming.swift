internal import Logging
internal import Synchronization

/// Whether statements are prepared under names: twice the speed on a direct connection, an error behind some poolers.
final class StatementNaming: Sendable {
    private let isOn: Atomic<Bool>
    private let logger: Logger

    init(isOn: Bool, logger: Logger) {
        self.isOn = Atomic(isOn)
        self.logger = logger
    }

    var isUsed: Bool { isOn.load(ordering: .relaxed) }

    /// Changes over for good, and says so once.
    func stop(because report: ServerReport) {
        guard isOn.exchange(false, ordering: .relaxed) else { return }
        logger.notice(
            "A pooler stands before the database: statements are no longer prepared (DATABASE_PREPARED=off says so from the start)",
            metadata: ["cause": "\(report.cause)"])
    }
}
