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

/// A copy of what can be read only once, in a temporary file that has no name and is gone with the process.
enum SpooledFile {
    /// The copy's descriptor, at its beginning.
    static func copy(of source: Int32) throws(TaskFlowError) -> Int32 {
        let target = try make()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count > 0, chunk[..<count].withUnsafeBytes({ Descriptor.write(all: $0, to: target) }) { continue }
            if count == 0, lseek(target, 0, SEEK_SET) == 0 { return target }
            let reason = FileFault.reason
            close(target)
            throw .importFault("Cannot keep what comes in: \(reason)")
        }
    }

    private static func make() throws(TaskFlowError) -> Int32 {
        var template = Array((NSTemporaryDirectory() + "taskflow-import.XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .importFault("Cannot make a temporary file: \(FileFault.reason)") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return descriptor
    }
}

/// What the system's calls leave to their caller.
enum Descriptor {
    /// Writes all of it; false, with `errno`, where that cannot be.
    static func write(all bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}

/// What the system said last about a file.
enum FileFault {
    static var reason: String { String(cString: strerror(errno)) }
}
