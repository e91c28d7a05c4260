internal import TaskFlowDomain

/// Why a command ended early: one line for people, and the exit code.
struct CommandFailure: Error, Equatable {
    let message: String
    let exitCode: Int32

    /// Something could not be done.
    static func failed(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: 1) }

    /// Something was not said as it should be.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: 2) }

    /// What an operation or the database refused.
    init(_ error: TaskFlowError) {
        let isUnexplained = error.code == .internal
        self.init(message: isUnexplained ? "\(error.message): \(error.cause ?? "")" : error.message, exitCode: 1)
    }

    init(message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }

    /// Prints the line and answers the exit code.
    func report() -> Int32 {
        // A database server's own words may be several lines.
        StandardStreams.writeError(message.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n")
        return exitCode
    }
}
