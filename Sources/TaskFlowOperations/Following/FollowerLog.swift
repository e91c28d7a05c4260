internal import Logging
internal import Synchronization
internal import TaskFlowDomain

/// Tells whoever runs the server what keeps readers from hearing of changes.
final class FollowerLog: Sendable {
    /// How many unknown words are told of, whatever stands in the audit log.
    private static let wordLimit = 100

    private let logger: Logger
    private let words = Mutex<Set<String>>([])

    init(_ logger: Logger) { self.logger = logger }

    /// Tells of the words in some changes that this version does not know, each once.
    func note(_ changes: [Change]) {
        for word in changes.flatMap(\.unknownWords) where isNew(word) {
            logger.warning(
                "The audit log holds a word that this version of the program does not know",
                metadata: ["word": "\(word)"])
        }
    }

    /// Tells of a failure after which it is tried again: of the first, the second, the fourth and so on.
    func note(_ error: TaskFlowError, attempt: Int) {
        guard attempt & (attempt - 1) == 0 else { return }
        logger.warning(
            "Listeners are not told of changes: the database cannot be read; trying again",
            metadata: ["cause": "\(error.cause ?? error.message)", "attempt": "\(attempt)"])
    }

    func noteRecovery(after attempts: Int) {
        logger.info("Listeners are told of changes again", metadata: ["attempts": "\(attempts)"])
    }

    private func isNew(_ word: String) -> Bool {
        words.withLock { $0.count < Self.wordLimit && $0.insert(word).inserted }
    }
}
