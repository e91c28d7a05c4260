internal import Foundation

/// What the file system says of a path, links followed.
package struct FileStatus: Sendable {
    /// Whether it is a folder.
    package let isFolder: Bool
    /// The permission bits, such as `0o600`.
    package let permissions: UInt32
    /// The user who owns it.
    package let owner: UInt32

    /// - Returns: `nil` where there is nothing, or it cannot be looked at.
    package init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        permissions = status.st_mode & 0o777
        owner = status.st_uid
    }
}
