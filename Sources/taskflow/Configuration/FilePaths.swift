internal import Foundation

/// Paths as people write them.
enum FilePaths {
    /// The path from the root; `~/` is the home directory, as in a file where no shell resolves it.
    static func absolute(_ path: String) -> String {
        if path == "~" || path.hasPrefix("~/") { return NSHomeDirectory() + path.dropFirst() }
        if path.hasPrefix("/") { return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }
        return FileManager.default.currentDirectoryPath + "/" + path
    }
}
