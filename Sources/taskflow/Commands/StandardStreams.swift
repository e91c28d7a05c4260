internal import Foundation
internal import TaskFlowClient

/// Writes to the process's streams, each text in one piece, so that lines of different threads do not mix.
enum StandardStreams {
    /// Makes sure that the first three descriptors are taken and that a reader who goes away is told by an error.
    ///
    /// Whatever is opened next gets the number of a stream that was closed (`>&-`): results would go into a database.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for (file, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(file, F_GETFD) < 0 {
            // Opened in the wrong direction, so that reading and writing fail as with a closed stream.
            _ = open("/dev/null", mode)
        }
    }

    /// Ends the process at once, and quietly, when whoever reads its output goes away: what is written then is not whole.
    static func endWithTheReader() { signal(SIGPIPE, SIG_DFL) }

    /// Writes results; that all of them arrived is looked at when the process ends.
    static func writeOutput(_ text: String) { StandardOutput.write(Array(text.utf8)) }

    static func writeError(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // There is nowhere left to report a failure of standard error.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
