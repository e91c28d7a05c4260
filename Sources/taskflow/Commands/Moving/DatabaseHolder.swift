internal import Foundation
internal import TaskFlowStorage

/// Finds out who has an SQLite database open.
enum DatabaseHolder {
    /// The range of bytes that SQLite's locks are on: https://www.sqlite.org/fileformat.html#the_lock_byte_page
    private static let locks: (start: off_t, count: off_t) = (0x4000_0000, 512)

    /// The id of a process that has it open: each keeps a lock for as long as it does. Nil where none does, or none that can
    /// be seen from here.
    static func process(of path: String) -> Int? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        // This takes away locks of this very process; it has none yet.
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        (lock.l_start, lock.l_len) = locks
        guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return Int(lock.l_pid)
    }
}

extension DatabaseHolder {
    /// A process that goes on with files of a database which their paths do not name any more: they were removed or
    /// replaced while it ran. Nil where there is none, or none that can be seen from here: Linux alone tells, and of the
    /// processes of one's own.
    static func orphan(of path: String) -> Int? {
        let files = ["", "-wal", "-shm"].map { resolved(path) + $0 }
        return numbers(in: "/proc").first { process in
            let folder = "/proc/\(process)/fd"
            let open = numbers(in: folder).compactMap { file in
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(file)")
            }
            return isOrphan(open: open, files)
        }
    }

    /// Refuses to touch a database that a server has lost a part of: two would write, and neither know of the other.
    static func requireNoOrphan(of path: String) throws(CommandFailure) {
        guard let process = orphan(of: path) else { return }
        throw .failed(
            "The files of the database \(path) were removed or replaced while process \(process) had them open: stop it "
                + "first")
    }

    /// Whether a process that has those files open has lost one of a database's.
    static func isOrphan(open: [String], _ files: [String]) -> Bool {
        let gone = open.contains { name in files.contains { name == $0 + " (deleted)" } }
        // The file was moved elsewhere, and is told by its new name. Where another took its place, the log was set aside.
        let logs = [files[1], files[1] + SQLiteFiles.asideSuffix]
        let isMoved = !open.contains(files[0]) && logs.contains { open.contains($0) }
        return gone || isMoved
    }

    private static func numbers(in folder: String) -> [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { Int($0) }
    }

    /// The path without symbolic links, though the file may not be there.
    private static func resolved(_ path: String) -> String {
        let url = URL(fileURLWithPath: path)
        if FileManager.default.fileExists(atPath: path) { return url.resolvingSymlinksInPath().path }
        return url.deletingLastPathComponent().resolvingSymlinksInPath().appendingPathComponent(url.lastPathComponent)
            .path
    }
}
