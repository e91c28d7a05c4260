internal import Foundation

/// Which file it is, by whatever name.
struct FileIdentity: Sendable, Equatable {
    private let device: dev_t
    private let inode: ino_t

    /// The file at a path, and its size; nil where there is none. Nothing is opened: closing it again would take away the
    /// locks that SQLite has on it.
    static func read(_ path: String) -> (identity: FileIdentity, size: Int)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (FileIdentity(device: status.st_dev, inode: status.st_ino), Int(status.st_size))
    }
}
