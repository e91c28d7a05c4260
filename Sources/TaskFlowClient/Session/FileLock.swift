internal import Foundation

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

    // A waiting thread would be one of few: others would wait for it in turn.
    private static func take(_ file: Int32, _ path: String) async throws(ClientFailure) {
        for _ in 0..<patience {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .refused(FileFailure("lock", path).message) }
            try? await Task.sleep(for: pause)
        }
        throw .refused("Another taskflow has held \(path) for too long")
    }
}
