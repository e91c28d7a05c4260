internal import Foundation

/// Where TaskFlow keeps its data unless told otherwise.
package enum DataDirectory {
    /// `$XDG_DATA_HOME/taskflow`, or `~/.local/share/taskflow`. A relative `XDG_DATA_HOME` is ignored, as XDG demands.
    package static func standard(environment: [String: String]) -> String {
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return base + "/taskflow" }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return home + "/.local/share/taskflow"
    }
}

/// A lock that holds between processes, for as long as a body runs. The system lets it go when a process dies.
enum FileLock {
    private static let patience = 400
    private static let pause = Duration.milliseconds(50)

    /// Runs a body that no other process runs with the same lock.
    /// - Parameter path: The lock's own file, which stays.
    static func hold<T>(
        _ path: String, _ body: () async throws(ClientFailure) -> T
    ) async throws(ClientFailure) -> T {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .refused(FileFailure("open", path).message) }
        defer { close(file) }
        try await take(file, path)
        return try await body()
    }

    // Tries again instead of blocking: a blocked thread is one of the few that run every task.
    private static func take(_ file: Int32, _ path: String) async throws(ClientFailure) {
        for _ in 0..<patience {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .refused(FileFailure("lock", path).message) }
            try? await Task.sleep(for: pause)
        }
        throw .refused("Another taskflow has held \(path) for too long")
    }
}

/// A file or folder that could not be used, and why.
package struct FileFailure: Error, Equatable {
    /// One line for people.
    package let message: String

    /// Takes the reason from `errno`.
    package init(_ verb: String, _ path: String) {
        message = "Cannot \(verb) \(path): \(String(cString: strerror(errno)))"
    }
}
