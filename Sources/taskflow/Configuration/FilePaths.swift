internal import Foundation

/// The folder that the server keeps its data in.
enum DataFolder {
    /// Makes the folder, for its owner alone, where it is not there.
    static func prepare(_ path: String) throws(CommandFailure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw .failed("The data directory \(path) is a file") }
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .failed("Cannot make the data directory \(path): \(reason())")
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

/// Paths as people write them.
enum FilePaths {
    /// The path from the root; `~/` is the home directory, as in a file where no shell resolves it.
    static func absolute(_ path: String) -> String {
        if path == "~" || path.hasPrefix("~/") { return NSHomeDirectory() + path.dropFirst() }
        if path.hasPrefix("/") { return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }
        return FileManager.default.currentDirectoryPath + "/" + path
    }
}
