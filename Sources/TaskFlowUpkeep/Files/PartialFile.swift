internal import Foundation
package import TaskFlowDomain
internal import TaskFlowStorage

/// A file that gets its name only when it is whole: until then it stands beside its place under a name of its own, readable
/// by its owner alone.
package final class PartialFile: Sendable {
    /// Where it is written.
    package let path: String
    private let place: String

    /// Makes the file, empty.
    ///
    /// - Parameters:
    ///   - replaces: whether a file that is there already may be replaced.
    ///   - original: a file that never may: what is being copied.
    /// - Throws: One sentence for the operator, which names the place.
    package init(_ place: String, replaces: Bool, unlike original: String? = nil) throws(TaskFlowError) {
        if let original, SQLiteFile.isSame(place, original) { throw .unavailable("\(place) is the database itself") }
        try Self.check(place, replaces: replaces)
        let url = URL(fileURLWithPath: place)
        let name = ".\(url.lastPathComponent).\(getpid()).partial"
        path = url.deletingLastPathComponent().appendingPathComponent(name).path
        self.place = place
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unavailable("Cannot write \(place): \(FileFault.reason)") }
        close(descriptor)
    }

    /// Gives it its name, when its content is on the disk.
    package func finish() throws(TaskFlowError) {
        let isDone = Self.flush(path) && rename(path, place) == 0
        let reason = FileFault.reason
        guard isDone else {
            discard()
            throw .unavailable("Cannot write \(place): \(reason)")
        }
        // The name is lost with the power otherwise. A file system that cannot do this has done what it can.
        _ = Self.flush(URL(fileURLWithPath: place).deletingLastPathComponent().path)
    }

    /// Removes it.
    package func discard() { unlink(path) }

    private static func check(_ place: String, replaces: Bool) throws(TaskFlowError) {
        var status = stat()
        guard lstat(place, &status) == 0 else {
            if place.isEmpty || place.hasSuffix("/") { throw .unavailable("'\(place)' names no file") }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .unavailable("Cannot write \(place): it is a folder")
        case S_IFREG where replaces: return
        case S_IFREG: throw .unavailable("\(place) is there already: choose another name, or --force to replace it")
        default: throw .unavailable("Cannot write \(place): it is no ordinary file")
        }
    }

    private static func flush(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
