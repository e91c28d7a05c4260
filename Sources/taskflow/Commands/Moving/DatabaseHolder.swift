internal import Foundation

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
